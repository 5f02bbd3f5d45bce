/** What went wrong and what did not happen; heard at once. */
export function ActFailure({ failure }: { failure: string | null }) {
  if (failure === null) return null;
  return (
    <p role="alert" className="rounded-control bg-removed-soft px-3 py-2 text-removed">
      {failure}
    </p>
  );
}

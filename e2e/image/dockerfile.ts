import { DockerfileParser } from 'dockerfile-ast';
import type { Copy, Env, From, Instruction } from 'dockerfile-ast';

export type Step =
  | { does: 'ENV'; variables: Record<string, string> }
  | { does: 'WORKDIR' | 'USER' | 'VOLUME'; value: string }
  | { does: 'COPY'; stage: string | null; sources: string[]; target: string }
  | { does: 'RUN'; script: string };

export type Stage = {
  name: string | null;
  base: string;
  steps: Step[];
  command: string[] | null;
  healthCheck: string[] | null;
};

function argumentsOf(instruction: Instruction): string[] {
  return instruction.getArguments().map((argument) => argument.getValue());
}

function rawOf(instruction: Instruction): string {
  return instruction.getArgumentsContent() ?? '';
}

function parseCommand(text: string): string[] {
  const parts: unknown = JSON.parse(text);
  if (Array.isArray(parts) && parts.every((part) => typeof part === 'string')) return parts;
  throw new Error(
    `${text} is no list of words. Without one a shell stands between the engine and the process.`,
  );
}

function toCopy(copy: Copy): Step {
  const flags = copy.getFlags().map((flag) => flag.getName());
  if (flags.some((name) => name !== 'from')) throw new Error(`COPY knows --from alone here: ${rawOf(copy)}`);
  const [target = '', ...sources] = argumentsOf(copy).toReversed();
  return { does: 'COPY', stage: copy.getFromFlag()?.getValue() ?? null, sources, target };
}

function toStep(instruction: Instruction): Step | null {
  const keyword = instruction.getKeyword();
  if (keyword === 'ENV') {
    const pairs = (instruction as Env).getProperties().map((each) => [each.getName(), each.getValue() ?? '']);
    return { does: 'ENV', variables: Object.fromEntries(pairs) as Record<string, string> };
  }
  if (keyword === 'COPY') return toCopy(instruction as Copy);
  if (keyword === 'RUN') return { does: 'RUN', script: rawOf(instruction) };
  if (keyword === 'WORKDIR' || keyword === 'USER' || keyword === 'VOLUME')
    return { does: keyword, value: rawOf(instruction) };
  // Says something to people alone.
  if (keyword === 'EXPOSE') return null;
  throw new Error(`${keyword} is not known here: say in e2e/image how it is carried out.`);
}

/** The stages of a Dockerfile as what is to be done; throws on an instruction that is not understood, so that none is passed over. */
export function readDockerfile(text: string): Stage[] {
  const stages: Stage[] = [];
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    const keyword = instruction.getKeyword();
    const stage = stages.at(-1);
    if (keyword === 'FROM') {
      const from = instruction as From;
      const [base, name] = [from.getImage() ?? '', from.getBuildStage()];
      stages.push({ name, base, steps: [], command: null, healthCheck: null });
    } else if (!stage) throw new Error(`${keyword} stands before the first FROM.`);
    else if (keyword === 'CMD') stage.command = parseCommand(rawOf(instruction));
    else if (keyword === 'HEALTHCHECK')
      stage.healthCheck = parseCommand(rawOf(instruction).replace(/^.*?\bCMD\s+/s, ''));
    else {
      const step = toStep(instruction);
      if (step) stage.steps.push(step);
    }
  }
  return stages;
}

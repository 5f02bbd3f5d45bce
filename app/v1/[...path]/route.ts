import { unknownPath } from '@/lib/http/endpoint';

export { unknownPath as DELETE, unknownPath as GET, unknownPath as HEAD, unknownPath as OPTIONS };
export { unknownPath as PATCH, unknownPath as POST, unknownPath as PUT };

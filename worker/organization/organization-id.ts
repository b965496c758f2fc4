import { derivedUuid } from '../uuid.ts'

/**
 * The id of the organization that a user creates by an operation: derived from both, so that the same operation
 * sent twice reaches the same object and finds its organization there.
 */
export function organizationIdFor(userId: string, operationId: string): Promise<string> {
  return derivedUuid(['organization', userId, operationId])
}

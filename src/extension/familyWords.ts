import { l10n } from 'vscode';
import { FAMILIES, type Family } from '../core/families/families';

const BY_ID: ReadonlyMap<string, Family> = new Map(FAMILIES.map((family) => [family.id, family]));

/** A family by its id, as far as it is known. */
export const familyOf = (id: string): Family | undefined => BY_ID.get(id);

/** A family's name; its id where it is not known. */
export const familyLabel = (id: string): string => l10n.t(familyOf(id)?.label ?? id);

/** A family's name for narrow places. */
export const shortFamilyLabel = (id: string): string =>
  l10n.t(familyOf(id)?.short ?? familyOf(id)?.label ?? id);

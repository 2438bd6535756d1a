import { type Disposable, type DocumentSelector, languages } from 'vscode';
import { COMPLETION_TRIGGERS, CitationCompletion } from './citationCompletion';
import { CitationDrop } from './citationDrop';
import { CitationFixes } from './citationFixes';
import { CitationHover } from './citationHover';
import {
  CitationDefinition,
  CitationHighlights,
  type CitationIndex,
  CitationReferences,
} from './citationNavigation';
import { CitationPaste } from './citationPaste';
import { CitationRename } from './citationRename';
import { CitationRewriting } from './citationRewriting';
import type { FamilyCards } from './familyCard';
import type { LibraryClient } from './libraryClient';
import { LocatorCompletion } from './locatorCompletion';
import { MechanismHover } from './mechanismHover';
import type { NoteBibliographies } from './noteBibliographies';
import type { NoteLanguages } from './noteLanguages';
import { NoteLens } from './noteLens';
import type { NotesClient } from './notesClient';

/** Registers what the editor asks about notes, whatever their languages are at the moment. */
export function registerNoteFeatures(
  noteLanguages: NoteLanguages,
  notes: NotesClient,
  library: LibraryClient,
  index: CitationIndex,
  cards: FamilyCards,
  bibliographies: NoteBibliographies,
): { dispose(): unknown }[] {
  const completion = new CitationCompletion(notes, library);
  const locators = new LocatorCompletion(notes, noteLanguages);
  const lens = new NoteLens(notes, library);
  const fixes = new CitationFixes(notes, library);
  const rewriting = new CitationRewriting(notes, library);
  const drop = new CitationDrop(notes);
  const paste = new CitationPaste(notes, library);
  const features: readonly ((selector: DocumentSelector) => Disposable)[] = [
    (selector) =>
      languages.registerHoverProvider(selector, new CitationHover(notes, library, bibliographies)),
    (selector) => languages.registerHoverProvider(selector, new MechanismHover(notes, library, cards)),
    (selector) => languages.registerCompletionItemProvider(selector, completion, ...COMPLETION_TRIGGERS),
    (selector) => languages.registerCompletionItemProvider(selector, locators),
    (selector) => languages.registerDefinitionProvider(selector, new CitationDefinition(index)),
    (selector) => languages.registerReferenceProvider(selector, new CitationReferences(index)),
    (selector) => languages.registerDocumentHighlightProvider(selector, new CitationHighlights(index)),
    (selector) => languages.registerRenameProvider(selector, new CitationRename(index, notes, library)),
    (selector) => languages.registerCodeLensProvider(selector, lens),
    (selector) => languages.registerCodeActionsProvider(selector, fixes, CitationFixes.metadata),
    (selector) => languages.registerCodeActionsProvider(selector, rewriting, CitationRewriting.metadata),
    (selector) => languages.registerDocumentDropEditProvider(selector, drop, CitationDrop.metadata),
    (selector) => languages.registerDocumentPasteEditProvider(selector, paste, CitationPaste.metadata),
  ];
  return [completion, locators, lens, ...features.map((register) => noteLanguages.register(register))];
}

// Readers without types of their own, as far as the tests use them.

declare module '@citation-js/core' {
  export const plugins: {
    readonly input: {
      /** One step of reading: the text of a type into what that type's reader makes of it. */
      data(text: unknown, type: string): unknown;
      /** All steps, to CSL-JSON. */
      chain(
        text: unknown,
        options?: { readonly generateGraph?: boolean },
      ): readonly Record<string, unknown>[];
    };
  };
}

declare module '@citation-js/plugin-ris';

declare module 'citeproc' {
  interface System {
    retrieveLocale(language: string): string;
    retrieveItem(id: string): unknown;
  }
  interface Engine {
    updateItems(ids: readonly string[]): void;
    makeBibliography(): [{ readonly bibliography_errors: readonly unknown[] }, readonly string[]];
    setOutputFormat(format: 'html' | 'text'): void;
  }
  const CSL: { readonly Engine: new (system: System, style: string, language: string) => Engine };
  export default CSL;
}

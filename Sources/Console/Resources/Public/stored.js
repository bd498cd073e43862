// The editor's settings, kept in the browser where it lets them be kept; in a private window they last as long as the page.

export const stored = {
  get(name, otherwise) {
    try {
      return localStorage.getItem(`katmai-editor-${name}`) ?? otherwise;
    } catch {
      return otherwise; // Refused: the defaults stand.
    }
  },
  set(name, value) {
    try {
      localStorage.setItem(`katmai-editor-${name}`, value);
    } catch {
      // Refused: the choice is in force all the same, only not kept.
    }
  },
};

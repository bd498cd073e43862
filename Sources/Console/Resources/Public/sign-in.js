// The page of signing in is a plain form; this only puts the cursor where one types.

document.querySelector("#access-key")?.focus();

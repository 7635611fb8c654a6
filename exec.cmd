@rem npm start says exec, so that signals reach the program and not a shell before it. cmd.exe has none: this is it.
@%*

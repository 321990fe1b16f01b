"""Pictures for chats and walls, drawn with Pillow from plain values. Importing a module here loads Pillow."""

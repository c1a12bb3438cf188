"""E-mail: messages as files and over SMTP, each sent once. An edge: it knows the network, and nothing of workbooks."""

"""Who may do what: users, permissions, the route guard, visibility and the service decorator."""

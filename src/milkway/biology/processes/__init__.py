"""What happens within a body site: growth, flow, chemistry, immunity, symptoms."""

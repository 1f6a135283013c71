namespace Roundtable.Tests.Layout;

/// <summary>A type that stands in no other.</summary>
/// <param name="Namespace">Its namespace; may be empty.</param>
/// <param name="Name">Its name, with a mark and a number where it has type parameters.</param>
internal readonly record struct OutermostType(string Namespace, string Name)
{
    /// <inheritdoc/>
    public override string ToString() => Namespace.Length == 0 ? Name : $"{Namespace}.{Name}";
}

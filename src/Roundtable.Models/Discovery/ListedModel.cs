namespace Roundtable.Models.Discovery;

/// <summary>A model as its provider lists it.</summary>
/// <param name="Name">Its name as the provider calls it.</param>
/// <param name="Shutdown">The day from which it answers no longer; null where none is announced.</param>
public sealed record ListedModel(string Name, DateOnly? Shutdown)
{
    /// <summary>
    /// The listed name that comes nearest to one that is gone: the longest common beginning, then the closest length, then the later version; null where
    /// nothing of it is shared.
    /// </summary>
    /// <param name="gone">The name that is gone.</param>
    /// <param name="living">The names that are listed.</param>
    public static string? Nearest(string gone, IEnumerable<string> living) => living
        .Select(name => (Name: name, Shared: Shared(gone, name)))
        .Where(n => n.Shared >= Math.Min(3, gone.Length))
        .OrderByDescending(n => n.Shared)
        .ThenBy(n => Math.Abs(n.Name.Length - gone.Length))
        .ThenByDescending(n => n.Name, StringComparer.Ordinal)
        .Select(n => n.Name)
        .FirstOrDefault();

    private static int Shared(string left, string right)
    {
        var length = 0;
        while (length < left.Length && length < right.Length && char.ToLowerInvariant(left[length]) == char.ToLowerInvariant(right[length]))
        {
            length++;
        }

        return length;
    }
}

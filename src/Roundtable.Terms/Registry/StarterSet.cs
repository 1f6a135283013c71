using Roundtable.Terms.Yaml;

namespace Roundtable.Terms.Registry;

/// <summary>The entries that come with the program: facts in our own words, some from memory, none of them legal advice.</summary>
public static class StarterSet
{
    private static readonly Lazy<IReadOnlyList<RegisteredEntry>> _entries = new(Read);

    /// <summary>The entries.</summary>
    public static IReadOnlyList<RegisteredEntry> Entries => _entries.Value;

    /// <summary>The names of the files and their texts.</summary>
    internal static IEnumerable<(string File, string Text)> Files()
    {
        var assembly = typeof(StarterSet).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".yaml", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (name, reader.ReadToEnd());
        }
    }

    private static List<RegisteredEntry> Read()
    {
        List<RegisteredEntry> entries = [];
        foreach (var (file, text) in Files())
        {
            List<YamlProblem> problems = [];
            entries.AddRange(EntryReader.Read(text, problems).Select(RegisteredEntry.Starter));
            if (problems.Count > 0)
            {
                throw new InvalidDataException(FormattableString.Invariant($"{file}:{problems[0].Line}: {problems[0].Text}"));
            }
        }

        return entries;
    }
}

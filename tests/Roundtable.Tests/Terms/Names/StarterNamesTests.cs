using Roundtable.Terms.Registry;

namespace Roundtable.Tests.Terms.Names;

/// <summary>
/// Names as providers, catalogues and cards write them (Terms/Names/names.tsv), and the models of the starter set that they refer to.
/// </summary>
public sealed class StarterNamesTests
{
    private static readonly RegistrySnapshot _registry = RegistrySnapshot.Of(StarterSet.Entries);

    [Fact]
    public void Names_that_are_used_find_the_models_that_stand_behind_them()
    {
        var names = ReadNames();
        Assert.True(names.Count > 300);
        Assert.True(names.Select(n => n.Source).Distinct(StringComparer.Ordinal).Count() >= 10);
        Assert.Empty(names.Select(n => (n.Name, n.Models, Found: Found(n.Name))).Where(n => n.Models != n.Found).Select(n => $"{n.Name}: {n.Found}, not {n.Models}"));
    }

    [Fact]
    public void Of_the_names_that_went_wrong_most_are_known_now()
    {
        var names = ReadNames().Where(n => n.Source == "a list of names that went wrong").ToList();
        Assert.Equal(96, names.Count);
        Assert.True(names.Count(n => Found(n.Name) != "-") >= 80);
    }

    /// <summary>Data sets and file names write names with other signs: <c>gpt4_1106_preview</c>, <c>LLAMA.3.1.8B</c>.</summary>
    [Fact]
    public void However_a_name_is_spelled_it_is_the_same_one()
    {
        var wrong = ReadNames().SelectMany(n => Spellings(n.Name).Select(s => (Spelling: s, n.Models, Found: Found(s)))).Where(n => n.Models != n.Found).ToList();
        Assert.Empty(wrong.Select(n => $"{n.Spelling}: {n.Found}, not {n.Models}"));
    }

    [Theory]
    [InlineData("gpt4_1106_preview", "openai/gpt")]
    [InlineData("GPT4-1106-PREVIEW", "openai/gpt")]
    [InlineData("gpt4_0613", "openai/gpt")]
    [InlineData("gpt35_turbo_instruct", "openai/gpt")]
    public void Names_of_result_folders_are_known(string name, string model) => Assert.StartsWith(model, Found(name), StringComparison.Ordinal);

    /// <summary>The last part of a name with another sign between its words, and in upper case.</summary>
    private static IEnumerable<string> Spellings(string name)
    {
        var at = name.LastIndexOf('/') + 1;
        var (host, own) = (name[..at], name[at..]);
        yield return host + own.ToUpperInvariant();
        if (!own.Contains(':', StringComparison.Ordinal))
        {
            yield return host + own.Replace('-', '_');
            yield return host + own.Replace('_', '-');
        }
    }

    private static string Found(string name) =>
        _registry.Models(name).Models.Select(m => m.Entry.Id.Name).ToList() is { Count: > 0 } found ? string.Join(" + ", found) : "-";

    private static List<(string Name, string Models, string Source)> ReadNames()
    {
        List<(string Name, string Models, string Source)> names = [];
        using var reader = new StreamReader(typeof(StarterNamesTests).Assembly.GetManifestResourceStream("names.tsv")!);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#') && line.Split('\t') is [var name, var models, var source])
            {
                names.Add((name, models, source));
            }
        }

        return names;
    }
}

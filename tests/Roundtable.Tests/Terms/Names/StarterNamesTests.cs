using Roundtable.Terms.Registry;

namespace Roundtable.Tests.Terms.Names;

/// <summary>Names as providers, catalogues and cards write them, and the models of the starter set that they refer to.</summary>
public sealed class StarterNamesTests
{
    private static readonly RegistrySnapshot _registry = RegistrySnapshot.Of(StarterSet.Entries);

    public static TheoryData<string, string> Names => ReadNames();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_name_finds_the_model_that_stands_behind_it(string name, string models) =>
        Assert.Equal(
            models.Split(" + ", StringSplitOptions.RemoveEmptyEntries).Where(m => m != "-").Order(StringComparer.Ordinal),
            _registry.Models(name).Models.Select(m => m.Entry.Id.Name).Order(StringComparer.Ordinal));

    private static TheoryData<string, string> ReadNames()
    {
        TheoryData<string, string> data = [];
        using var reader = new StreamReader(typeof(StarterNamesTests).Assembly.GetManifestResourceStream("names.tsv")!);
        while (reader.ReadLine() is { } line)
        {
            if (line.Split('\t') is [var name, var models, ..] && !line.StartsWith('#'))
            {
                data.Add(name, models);
            }
        }

        return data;
    }
}

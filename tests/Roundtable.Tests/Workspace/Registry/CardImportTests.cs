using Roundtable.Tests.Samples;
using Roundtable.Workspace;
using Roundtable.Workspace.Registry;

namespace Roundtable.Tests.Workspace.Registry;

/// <summary>Cards on their way into the registry of a data directory.</summary>
public sealed class CardImportTests : IDisposable
{
    private const string Card = "---\nlicense: mit\nbase_model: acme/base\ndatasets: [null]\n---\n";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");
    private readonly ManualTime _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(true);

    [Fact]
    public async Task Importing_twice_gives_the_same_entry_whatever_day_it_is_and_whatever_its_sources_mean_by_then()
    {
        var first = Assert.Single(await ImportAsync(new CardImport("README.md", Card, "acme/chat")));
        Assert.Equal("model:acme/chat@2026-11-20", first);
        await ImportAsync(new CardImport("base.md", "---\nlicense: mit\n---\n", "acme/base"));
        _time.Advance(TimeSpan.FromDays(3));
        Assert.Equal(first, Assert.Single(await ImportAsync(new CardImport("README.md", Card, "acme/chat"))));
    }

    [Fact]
    public async Task Another_card_or_another_version_gives_another_entry()
    {
        await ImportAsync(new CardImport("README.md", Card, "acme/chat"));
        _time.Advance(TimeSpan.FromDays(3));
        var other = Card.Replace("mit", "apache-2.0", StringComparison.Ordinal);
        Assert.Equal("model:acme/chat@2026-11-23", Assert.Single(await ImportAsync(new CardImport("README.md", other, "acme/chat"))));
        Assert.Equal("model:acme/chat@7", Assert.Single(await ImportAsync(new CardImport("README.md", Card, "acme/chat", "7"))));
    }

    [Fact]
    public void The_day_of_use_that_a_card_does_not_tell_can_be_given()
    {
        var day = new DateOnly(2026, 1, 31);
        Assert.All(new CardImport("README.md", Card, "acme/chat", On: day).Read(_time).Entries[0].Sources, s => Assert.Equal(day, s.On));
        Assert.All(new CardImport("README.md", Card, "acme/chat").Read(_time).Entries[0].Sources, s => Assert.Null(s.On));
    }

    [Fact]
    public void A_name_that_could_stand_for_several_models_is_bad_data()
    {
        const string Bill = """{"bomFormat":"CycloneDX","components":[{"type":"machine-learning-model","name":"a"},{"type":"machine-learning-model","name":"b"}]}""";
        var error = Assert.Throws<WorkspaceException>(() => new CardImport("bom.json", Bill, "acme/x").Read(_time));
        Assert.Equal(ErrorKind.BadData, error.Kind);
        Assert.StartsWith("bom.json cannot be imported. The name 'acme/x' could stand for any of 'a', 'b'", error.Message, StringComparison.Ordinal);
    }

    private async Task<IEnumerable<string>> ImportAsync(CardImport import)
    {
        var workspace = new WorkspaceContext(_data.FullName, null, null, _time, new Dictionary<string, string>());
        return (await RegistryAppender.ImportAsync(workspace, import, import.Read(_time), Cancellation)).Select(e => e.Entry.Id.ToString());
    }
}

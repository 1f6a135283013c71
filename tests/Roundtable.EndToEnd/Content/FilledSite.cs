namespace Roundtable.EndToEnd.Content;

/// <summary>One site with <see cref="SiteContent"/>, for all tests that only read it; it speaks <see cref="BracketLanguage"/> too.</summary>
[CollectionDefinition(Tests)]
public sealed class FilledSite : IAsyncLifetime, ICollectionFixture<FilledSite>
{
    /// <summary>The name of their collection.</summary>
    public const string Tests = "a filled site";

    private ProviderServer? _models;

    /// <summary>The site.</summary>
    internal SiteProcess Site { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _models = await ProviderServer.StartAsync(TwelveVendors.AnswerAsync);
        Site = await SiteProcess.StartAsync(
            yaml: TwelveVendors.Yaml(_models.Address),
            files: new Dictionary<string, string> { [$"languages/{BracketLanguage.Code}.po"] = BracketLanguage.File() },
            variables: new Dictionary<string, string> { ["OPENAI_API_KEY"] = "sk-of-nobody-at-all-0123456789" },
            arguments: ["--requests-a-minute", "1000000"]);
        await SiteContent.FillAsync(Site, Directory.CreateDirectory(Path.Combine(Site.Data, "files")).FullName, sessions: 13);
    }

    public async ValueTask DisposeAsync()
    {
        await Site.DisposeAsync();
        if (_models is not null)
        {
            await _models.DisposeAsync();
        }
    }
}

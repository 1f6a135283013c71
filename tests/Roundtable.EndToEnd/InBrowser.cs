namespace Roundtable.EndToEnd;

/// <summary>Tests that share the browser; they run one after the other, since it has two processors to itself at most.</summary>
[CollectionDefinition(Name)]
public sealed class InBrowser : ICollectionFixture<Chromium>
{
    public const string Name = "in the browser";
}

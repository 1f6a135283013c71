namespace Roundtable.Terms.Registry;

/// <summary>A model in one version, or a family of models that share their terms.</summary>
public sealed record ModelEntry : Entry
{
    /// <summary>The family it belongs to; null where unknown.</summary>
    public string? Family { get; init; }

    /// <summary>Whether its weights are published; null where unknown.</summary>
    public Weights? Weights { get; init; }

    /// <summary>The licences of weights and outputs that travel with the model, whoever serves it; all of them hold.</summary>
    public IReadOnlyList<EntryReference> Licences { get; init; } = [];

    /// <summary>
    /// What providers call it: patterns over the part of a name after the last slash, letter case aside, where <c>*</c> stands for
    /// anything. The longest pattern that fits decides.
    /// </summary>
    public IReadOnlyList<string> Matches { get; init; } = [];

    /// <summary>The day on which we obtained it; null where that is not known.</summary>
    public DateOnly? Obtained { get; init; }

    private protected override void Seal()
    {
    }
}

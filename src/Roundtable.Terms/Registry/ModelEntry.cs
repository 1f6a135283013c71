using Roundtable.Terms.Uses;

namespace Roundtable.Terms.Registry;

/// <summary>One version of a model, or a family of models with the same terms.</summary>
public sealed record ModelEntry : Entry
{
    /// <summary>The model family; null where unknown.</summary>
    public string? Family { get; init; }

    /// <summary>Whether its weights are published; null where unknown.</summary>
    public Weights? Weights { get; init; }

    /// <summary>The licences of weights and outputs that apply whoever serves the model; all of them apply.</summary>
    public IReadOnlyList<EntryReference> Licences { get; init; } = [];

    /// <summary>
    /// What somebody other than its owner concluded the licences to be (SPDX's concluded licence). They count beside the declared ones, never
    /// in their place.
    /// </summary>
    public IReadOnlyList<EntryReference> Concluded { get; init; } = [];

    /// <summary>
    /// Its names at providers: patterns for the part of a name after the last slash, ignoring case, where <c>*</c> matches
    /// anything. The longest pattern that matches decides.
    /// </summary>
    public IReadOnlyList<string> Matches { get; init; } = [];

    /// <summary>What it is offered for; empty where unknown.</summary>
    public IReadOnlyList<ModelKind> Kinds { get; init; } = [];

    /// <summary>Whether others than its owner may use it, as weights or as a service; null where unknown.</summary>
    public bool? Offered { get; init; }

    /// <summary>What is known to be there and could not be read, such as a licence that a card calls <c>other</c>: each a ground to know nothing.</summary>
    public IReadOnlyList<string> Unknowns { get; init; } = [];

    /// <summary>The date on which it was obtained; null where unknown.</summary>
    public DateOnly? Obtained { get; init; }

    private protected override void Seal()
    {
    }
}

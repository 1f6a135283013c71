using Roundtable.Terms.Uses;

namespace Roundtable.Terms.Clauses;

/// <summary>One rule of a terms document, in our own words.</summary>
/// <param name="Number">Its number in the document, from 1.</param>
/// <param name="Subjects">What it applies to.</param>
/// <param name="Uses">The uses that it covers; empty for every use that no other clause of the document names for the subject.</param>
/// <param name="Effect">Whether it allows or denies the uses.</param>
/// <param name="Conditions">The conditions to meet; none unless the effect is <see cref="Effect.AllowIf"/>.</param>
/// <param name="Citation">The place in the text, such as <c>section 2(e)</c>.</param>
/// <param name="Summary">What the text says there, in our own words, as a sentence.</param>
public sealed record Clause(
    int Number,
    IReadOnlyList<Subject> Subjects,
    IReadOnlyList<Use> Uses,
    Effect Effect,
    IReadOnlyList<Condition> Conditions,
    string Citation,
    string Summary)
{
    /// <summary>
    /// The kinds of model that it speaks of where something is trained, as in "any other large language model"; empty for every kind.
    /// </summary>
    public IReadOnlyList<ModelKind> Into { get; init; } = [];

    /// <summary>Whether it names this subject and this use.</summary>
    public bool Names(Subject subject, Use use) => Subjects.Contains(subject) && Uses.Contains(use);

    /// <summary>Whether it covers this subject and every use that no other clause names.</summary>
    public bool Covers(Subject subject) => Uses.Count == 0 && Subjects.Contains(subject);
}

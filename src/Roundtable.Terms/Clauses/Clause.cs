using Roundtable.Terms.Uses;

namespace Roundtable.Terms.Clauses;

/// <summary>One rule of a terms document, in our own words.</summary>
/// <param name="Number">Its place in the document, from 1.</param>
/// <param name="Subjects">What it speaks about.</param>
/// <param name="Uses">The uses it speaks of; empty for every use that no other clause of the document names for the subject.</param>
/// <param name="Effect">What it says.</param>
/// <param name="Conditions">What has to be kept; none unless the effect is <see cref="Effect.AllowIf"/>.</param>
/// <param name="Citation">Where in the text it stands, as in <c>section 2(e)</c>.</param>
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
    /// <summary>Whether it names this subject and this use.</summary>
    public bool Names(Subject subject, Use use) => Subjects.Contains(subject) && Uses.Contains(use);

    /// <summary>Whether it speaks of this subject and of every use that is not named elsewhere.</summary>
    public bool Covers(Subject subject) => Uses.Count == 0 && Subjects.Contains(subject);
}

using Roundtable.Record.Wording;
using Roundtable.Terms.Clauses;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Uses;

namespace Roundtable.Terms.Rulings;

/// <summary>The grounds of terms: what the clauses of the version in force say of a use.</summary>
/// <param name="registry">The registry.</param>
/// <param name="intent">The use.</param>
/// <param name="bars">Whom terms grant nothing.</param>
/// <param name="trained">The model that is trained, where a use in lineage is judged; null otherwise.</param>
internal sealed class TermsGrounds(RegistrySnapshot registry, Intent intent, BarGrounds bars, ModelEntry? trained)
{
    /// <summary>The grounds of each document that a reference means.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="step">Of which subjects it is asked, and on which day.</param>
    /// <param name="model">The model whose licence it is; null where it is none's.</param>
    /// <param name="rule">The rule by which the document counts.</param>
    public IEnumerable<Ground> Of(EntryReference reference, Step step, ModelEntry? model, RulingRule rule = RulingRule.Clause)
    {
        if (step.Day is not { } day)
        {
            return
            [
                new Ground($"day:{reference.Brief}", Outcome.Unknown, $"nobody knows which '{reference.Brief}' was in force: the day on which it was obtained "
                    + "cannot be read, or lies ahead") { Rule = RulingRule.Unreadable },
            ];
        }

        return registry.InForceEach(reference, day).SelectMany(found => found.Terms is { } terms
            ? [.. Clauses(terms, step, rule), .. bars.Of(terms, model, day, step.IsDated, null)]
            : (IEnumerable<Ground>)[new Ground($"terms:{reference.Brief}:{day:O}", Outcome.Unknown, found.Why!) { Rule = rule }]);
    }

    private IEnumerable<Ground> Clauses(RegisteredEntry found, Step step, RulingRule rule)
    {
        var terms = (TermsEntry)found.Entry;
        foreach (var subject in step.Asked(intent.Use))
        {
            var by = subject == step.Subject ? rule : RulingRule.Derivatives;
            var key = $"{terms.Id.Brief}#{terms.Revision}/{Kebab.Name(subject)}";
            var clauses = terms.On(subject, intent.Use, trained);
            foreach (var clause in clauses)
            {
                yield return Of($"{key}/{clause.Number}", found, clause, subject) with { Rule = by };
            }

            if (clauses.Count == 0)
            {
                var silent = new Ground(
                    $"{key}/none", Outcome.Unknown, $"the registry does not say what the terms say about {Kebab.Name(subject)} and this use");
                yield return silent with { Terms = found, Subject = subject, Rule = by };
            }
        }
    }

    private Ground Of(string key, RegisteredEntry terms, Clause clause, Subject subject)
    {
        var held = ConditionCheck.Hold(clause.Conditions, intent);
        var outcome = clause.Effect switch
        {
            Effect.Allow => Outcome.Allowed,
            Effect.Deny => Outcome.Denied,
            Effect.Silent => Outcome.Unknown,
            _ => held.Outcome,
        };
        var summary = clause.Summary.TrimEnd('.');
        if (trained is { Kinds.Count: 0 } && clause.Into.Count > 0 && outcome == Outcome.Denied)
        {
            // The clause is about some kinds of model, and nobody says of which kind the trained one is.
            (outcome, summary) = (Outcome.Unknown, $"{summary}; whether {trained.Id.Brief} is such a model is unknown");
        }

        return new Ground(key, outcome, held.Told(summary, intent))
        {
            Terms = terms,
            Clause = clause,
            Subject = subject,
            Conditions = outcome == Outcome.AllowedIf ? held.Open : [],
            Met = held.Met,
        };
    }
}

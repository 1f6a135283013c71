using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Deliberation.Minutes;

/// <summary>Builds minutes. A pure function, so that a replayed session has the same minutes byte for byte.</summary>
public static class MinutesBuilder
{
    private static readonly string _extractive = TLater("Made without a model: sentences of the ballots, word for word.");

    /// <summary>The minutes of a session: the moderator's where they pass the checks, else extractive ones.</summary>
    /// <param name="proceedings">What the minutes are about.</param>
    /// <param name="moderator">Name of the moderator's model, or null where there is none.</param>
    /// <param name="drafts">The moderator's answers, in order.</param>
    /// <param name="failure">Why the moderator failed, one sentence, or null.</param>
    public static SessionMinutes Build(Proceedings proceedings, string? moderator, IReadOnlyList<Draft> drafts, string? failure)
    {
        if (moderator is not null && MinutesDialogue.Minutes(proceedings, moderator, drafts, failure) is { } minutes)
        {
            return minutes;
        }

        var why = moderator is null ? null
            : failure is not null ? $" Minutes by {moderator} are missing: {failure}"
            : drafts.Count == 0 ? $" The moderator, {moderator}, was not asked."
            : $" The moderator, {moderator}, gave nothing that checks out against the ballots.";
        return new SessionMinutes(null, ExtractiveMinutes.Summary(proceedings), ExtractiveMinutes.Arguments(proceedings), 0, _extractive + why);
    }
}

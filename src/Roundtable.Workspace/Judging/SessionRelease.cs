using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Storage;
using Roundtable.Record.Wording;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;
using Roundtable.Workspace.Exports;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Workspace.Judging;

/// <summary>A session that is wanted for a use, with the ruling on each of its parts: what is not allowed is refused.</summary>
public sealed class SessionRelease
{
    /// <summary>The format that writes a row for each part.</summary>
    public const string Rows = "jsonl";

    private readonly SessionDocument _session;
    private readonly Use _use;
    private readonly IReadOnlyList<(SessionPart Part, Ruling Ruling)> _all;

    private SessionRelease(SessionDocument session, Use use, IReadOnlyList<(SessionPart Part, Ruling Ruling)> all, Ruling whole, JsonObject json)
    {
        (_session, _use, _all, Whole, Json) = (session, use, all, whole, json);
        Allowed = [.. all.Where(p => p.Ruling.IsAllowed).Select(p => p.Part)];
    }

    /// <summary>The ruling on the whole session.</summary>
    public Ruling Whole { get; }

    /// <summary>That ruling as JSON, with the parts on each side.</summary>
    public JsonObject Json { get; }

    /// <summary>The parts that may be used so.</summary>
    public IReadOnlyList<SessionPart> Allowed { get; }

    /// <summary>Whether everything may be used so, together: every part, and what else the document holds, such as what a moderator wrote.</summary>
    public bool IsWhole => Allowed.Count == _all.Count && Whole.IsAllowed;

    /// <summary>Whether some part is denied, and not only unknown.</summary>
    public bool IsDenied => Whole.Outcome == Outcome.Denied || _all.Any(b => b.Ruling.Outcome == Outcome.Denied);

    /// <summary>The exit code of a refusal.</summary>
    public ErrorKind RefusalKind => IsDenied ? ErrorKind.Denied : ErrorKind.Unsettled;

    /// <summary>The conditions to keep for what may be used, as instructions.</summary>
    public IReadOnlyList<string> Conditions =>
        [.. _all.Where(b => b.Ruling.IsAllowed).SelectMany(b => b.Ruling.Conditions).Select(c => c.Instruction).Distinct(StringComparer.Ordinal)];

    /// <summary>The parts that are left out.</summary>
    public IEnumerable<string> LeftOut => _all.Where(b => !b.Ruling.IsAllowed).Select(b => b.Part.Id);

    /// <summary>Rules on a session.</summary>
    public static SessionRelease Of(RegistryAccess access, SessionDocument session, Intent intent, CancellationToken cancellation)
    {
        var whole = access.Judge.Rule($"session:{session.Id}", intent, cancellation);
        var parts = SessionPart.Of(session);
        return new SessionRelease(
            session,
            intent.Use,
            [.. parts.Zip(access.Judge.RuleEach(parts.Select(p => p.Artifact), intent, cancellation))],
            whole,
            RulingWriter.Json(whole, access.Judge.Parts(whole.Content.Id, intent, cancellation)));
    }

    /// <summary>Why nothing is written, and what remains; null where it is.</summary>
    /// <param name="format">markdown, html, json, or jsonl for rows.</param>
    /// <param name="onlyAllowed">Whether what is not allowed is left out, where rows are written.</param>
    public string? Refusal(string format, bool onlyAllowed)
    {
        var rows = format == Rows && Allowed.Count > 0 && Whole.Conflicts.Count == 0 && (onlyAllowed || Allowed.Count == _all.Count);
        if (IsWhole || rows)
        {
            return null;
        }

        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture, $"Nothing was written: {Kebab.Name(_use)} is not allowed for {_all.Count - Allowed.Count} of the {_all.Count} "
                + $"{SessionPart.Plural(_session)} ")
            .Append($"of session {_session.Id}.\n");
        var refused = _all.Where(b => !b.Ruling.IsAllowed);
        foreach (var group in refused.GroupBy(b => $"{RulingText.Answer(b.Ruling.Outcome)}: {RulingReason.Of(b.Ruling)}", StringComparer.Ordinal))
        {
            text.Append("  ").Append(string.Join(", ", group.Select(b => b.Part.Id))).Append(": ").Append(group.Key).Append('\n');
        }

        if (Allowed.Count == _all.Count && Whole.Conflicts.Count == 0)
        {
            text.Append("  The document holds more than its ").Append(SessionPart.Plural(_session)).Append(": ")
                .Append(RulingText.Answer(Whole.Outcome)).Append(": ").Append(RulingReason.Of(Whole)).Append('\n');
        }

        foreach (var conflict in Whole.Conflicts)
        {
            text.Append("  Two conditions cannot both be kept: ").Append(conflict.Why).Append(".\n");
        }

        return text.Append(Allowed.Count == 0 || Whole.Conflicts.Count > 0 ? "Nothing remains."
            : $"What remains{(format == Rows ? "" : $", as --format {Rows},")} with --only-allowed: "
                + $"{string.Join(", ", Allowed.Select(b => b.Id))}.").ToString();
    }

    /// <summary>The text to write: the session, or a row for each part that may be used so.</summary>
    public string Text(string format, LogStore log) =>
        format == Rows ? string.Concat(Allowed.Select(b => PartRows.Line(_session, b, log) + "\n")) : SessionText.Of(_session, format);
}

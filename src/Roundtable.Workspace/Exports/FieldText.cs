using System.Text;
using System.Text.Json;
using Roundtable.Deliberation.Fields;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Entries;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Workspace.Exports;

/// <summary>Fused fields in words; raw like <see cref="VerdictText"/>.</summary>
public static class FieldText
{
    private const int MaxValue = 200;

    /// <summary>The fields with values of their own: what an object is made of stands for itself.</summary>
    public static IEnumerable<FieldResult> Shown(FusedFields fields) => fields.Fields.Where(f => f.Rule != FieldRule.Members);

    /// <summary>A field's name: its path without the slash at its beginning, or "the whole".</summary>
    public static string Name(FieldResult field) => field.Path.Length > 1 ? field.Path[1..] : T("the whole");

    /// <summary>A value as JSON on one line, cut where it is long.</summary>
    public static string Value(JsonElement? value)
    {
        var text = value is { } given ? Encoding.UTF8.GetString(CanonicalJson.Canonicalize(Encoding.UTF8.GetBytes(given.GetRawText()))) : T("left out");
        return text.Length <= MaxValue ? text : text[..(char.IsHighSurrogate(text[MaxValue - 1]) ? MaxValue - 1 : MaxValue)] + "…";
    }

    /// <summary>How its value was chosen and who agrees, as in "vote: Ada, Bert; Cleo says 12".</summary>
    public static string Agreement(FusedSession session, FieldResult field)
    {
        var rule = field.Rule switch
        {
            FieldRule.Equal => T("all alike"),
            FieldRule.Median => T("median"),
            FieldRule.Vote => T("most seats"),
            FieldRule.Tie => T("tie; the value of the seat with the lowest number stands"),
            FieldRule.Moderator => T("chosen by the moderator"),
            FieldRule.Items => T("items that more than half gave"),
            _ => T("left out by more than half"),
        };
        var agree = field.Agree.Count > 0 ? FusedText.Names(session, field.Agree) : T("no seat gave this value itself");
        var others = field.Values.Where(v => !v.Seats.SequenceEqual(field.Agree))
            .Select(v => $"{FusedText.Names(session, v.Seats)}: {Value(v.Value)}").ToList();
        return $"{rule}: {agree}{(others.Count > 0 ? T("; others: {0}", string.Join("; ", others)) : "")}";
    }
}

using System.Globalization;
using System.Text.Json;
using Roundtable.Annotation.Codebooks;
using Roundtable.Deliberation.Ballots;

namespace Roundtable.Annotation.Runs;

/// <summary>Reads labels: lenient about wrapping, strict about meaning. An answer that can mean two classes means none.</summary>
internal static class LabelReader
{
    private const int MaxShown = 40;

    /// <summary>Reads an answer.</summary>
    /// <param name="codebook">The codebook by which it was asked for.</param>
    /// <param name="text">The answer as recorded.</param>
    /// <param name="refused">Whether the provider's API reported a refusal: its own signal decides before any word of the answer.</param>
    /// <param name="cut">Whether the provider's API reported that a limit of tokens cut the answer.</param>
    public static Reading Read(Codebook codebook, string text, bool refused, bool cut)
    {
        if (refused)
        {
            return new Reading(new SeatAnswer.Refusal(ByProvider: true));
        }

        if (cut)
        {
            return new Reading(new SeatAnswer.Cut());
        }

        var form = codebook.Form;
        var found = AnswerObject.Find(text, "label", "reason", out var error);
        if (found is null)
        {
            // An answer that is a label and nothing else can be mistaken for nothing else.
            return form is not CodebookForm.Schema && Named(form, AnswerText.Of(text).Answer) is { } bare ? new Reading(Voted(form, bare))
                : AnswerObject.IsRefusal(text, form.Values) ? new Reading(new SeatAnswer.Refusal(ByProvider: false))
                : new Reading(new SeatAnswer.Unreadable(error));
        }

        var value = found.Value("label")!.Value;
        return Answer(form, value) is { } answer ? new Reading(Voted(form, answer), found.Confidence("confidence"))
            : value.ValueKind == JsonValueKind.Array && form is not CodebookForm.Schema
                ? new Reading(new SeatAnswer.Unreadable("its \"label\" names several: give the one that fits best."))
            : AnswerObject.IsRefusal(found.Scalar("reason") ?? "", form.Values) ? new Reading(new SeatAnswer.Refusal(ByProvider: false))
            : new Reading(new SeatAnswer.Unreadable(Problem(form, value)));
    }

    private static SeatAnswer Voted(CodebookForm form, CodebookAnswer answer) => answer.Value is not { } value ? new SeatAnswer.CannotTell()
        : form switch
        {
            CodebookForm.Classes => new SeatAnswer.Vote(form.Values.ToList().IndexOf(value)),
            CodebookForm.Scores => new SeatAnswer.Number(decimal.Parse(value, CultureInfo.InvariantCulture)),
            _ => new SeatAnswer.Json(JsonElement.Parse(value)),
        };

    private static CodebookAnswer? Answer(CodebookForm form, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String when value.GetString() is { } said && form is not CodebookForm.Schema => Named(form, said),
        JsonValueKind.String when value.GetString()!.Trim().Equals(CodebookAnswer.CannotTellText, StringComparison.OrdinalIgnoreCase)
            => CodebookAnswer.CannotTell,
        JsonValueKind.Number or JsonValueKind.String => form.Read(value.GetRawText()),
        _ when form is CodebookForm.Schema => form.Read(value.GetRawText()),
        JsonValueKind.Array when value.GetArrayLength() == 1 => Answer(form, value[0]),
        _ => null,
    };

    /// <summary>The answer that a text names: alone, in marks, or before a colon or dash that its definition follows.</summary>
    private static CodebookAnswer? Named(CodebookForm form, string said)
    {
        var text = said.Trim().Trim('"', '\'', '`', '*', '.', '“', '”').Trim();
        if (form.Read(text) is { } answer)
        {
            return answer;
        }

        var named = form.Values
            .Where(v => text.Length > v.Length && text.StartsWith(v, StringComparison.OrdinalIgnoreCase) && IsEnd(text[v.Length..]))
            .ToList();
        return named is [var one] ? new CodebookAnswer(one) : null;

        static bool IsEnd(string rest) => rest.TrimStart() is [':' or '–' or '—', ..] || rest.StartsWith(" - ", StringComparison.Ordinal);
    }

    private static string Problem(CodebookForm form, JsonElement value)
    {
        var said = value.GetRawText();
        var what = $"\"label\" is {(said.Length <= MaxShown ? said : said[..MaxShown] + "…")}, but must be ";
        return what + form switch
        {
            CodebookForm.Scores scores => $"a whole number from {scores.Min} to {scores.Max}, or \"{CodebookAnswer.CannotTellText}\".",
            CodebookForm.Schema schema =>
                $"JSON by the schema, or \"{CodebookAnswer.CannotTellText}\". {string.Join(" ", schema.Json.Problems(value).Take(3))}",
            _ => $"the name of one class as it is written above, or \"{CodebookAnswer.CannotTellText}\".",
        };
    }
}

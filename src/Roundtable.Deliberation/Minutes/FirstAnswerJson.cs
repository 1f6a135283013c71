using System.Text.Json;
using Roundtable.Deliberation.Ballots;

namespace Roundtable.Deliberation.Minutes;

/// <summary>Finds the JSON object in a moderator's answer as sessions of format 1 were read: thinking and answer alike. It makes their minutes again.</summary>
internal static class FirstAnswerJson
{
    private static readonly JsonDocumentOptions _lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = 32,
    };

    /// <summary>
    /// The last complete object at the outermost level that parses: models that reason in the open give the answer at the end.
    /// </summary>
    public static JsonElement? Find(string text, out string error)
    {
        error = "it holds no JSON object.";
        JsonElement? found = null;
        var at = 0;
        while ((at = text.IndexOf('{', at)) >= 0)
        {
            var end = LenientJson.BraceEnd(text, at, null);
            if (end < 0)
            {
                error = found is null ? "its JSON object is not closed." : error;
                break;
            }

            try
            {
                using var document = JsonDocument.Parse(text.AsMemory(at, end - at), _lenient);
                found = document.RootElement.Clone();
                at = end;
            }
            catch (JsonException e)
            {
                error = $"its JSON is malformed at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.";
                at = end;
            }
        }

        return found;
    }
}

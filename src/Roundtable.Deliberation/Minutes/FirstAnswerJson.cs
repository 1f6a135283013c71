using System.Text.Json;

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
            var end = End(text, at);
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

    /// <summary>The index after the brace that closes the one at <paramref name="start"/>, or −1.</summary>
    private static int End(string text, int start)
    {
        var depth = 0;
        var quoted = false;
        for (var i = start; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted)
            {
                if (c == '\\')
                {
                    i++;
                }
                else if (c == '"')
                {
                    quoted = false;
                }
            }
            else if (c == '"')
            {
                quoted = true;
            }
            else if (c == '{')
            {
                depth++;
            }
            else if (c == '}' && --depth == 0)
            {
                return i + 1;
            }
        }

        return -1;
    }
}

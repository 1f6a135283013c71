using System.Text.Json.Nodes;

namespace Roundtable.Annotation.Codebooks;

/// <summary>A text and its right answer, shown with the codebook.</summary>
/// <param name="Text">The text.</param>
/// <param name="Answer">Its right answer.</param>
/// <param name="Why">Why it is the right one; null where the codebook does not say.</param>
public sealed record CodebookExample(string Text, CodebookAnswer Answer, string? Why)
{
    internal JsonNode ToJson()
    {
        var json = new JsonObject { ["text"] = Text, ["answer"] = Answer.ToString() };
        if (Why is not null)
        {
            json["why"] = Why;
        }

        return json;
    }
}

using System.Text.Json.Nodes;
using Roundtable.Record.Entries;

namespace Roundtable.Annotation.Codebooks;

/// <summary>
/// What is to be said of each item, for people and for models alike: the instructions, the answers that there are and examples of them. "Cannot tell" is
/// always an answer.
/// </summary>
/// <param name="Name">Its name: lower-case letters, digits and hyphens.</param>
/// <param name="Instructions">What is asked of an item, as people and models read it.</param>
/// <param name="Form">The answers that there are.</param>
public sealed record Codebook(string Name, string Instructions, CodebookForm Form)
{
    /// <summary>When "cannot tell" is the right answer; null where the codebook says nothing of it.</summary>
    public string? CannotTell { get; init; }

    /// <summary>Texts with their right answers. None of them can be gold.</summary>
    public IReadOnlyList<CodebookExample> Examples { get; init; } = [];

    /// <summary>All texts that the codebook shows as examples, of single classes and of the whole. A text equal to one of them cannot be gold.</summary>
    public IEnumerable<string> ExampleTexts =>
        (Form as CodebookForm.Classes)?.All.SelectMany(c => c.Examples).Concat(Examples.Select(e => e.Text)) ?? Examples.Select(e => e.Text);

    /// <summary>The digest of <see cref="ToJson"/> in canonical form: one letter changed is another codebook.</summary>
    public Digest Digest => Digest.Of(CanonicalJson.Write(ToJson()));

    /// <summary>The codebook as JSON, with the names of members that its YAML has.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["name"] = Name, ["instructions"] = Instructions };
        Form.WriteTo(json);
        if (CannotTell is not null)
        {
            json["cannot-tell"] = CannotTell;
        }

        if (Examples.Count > 0)
        {
            json["examples"] = new JsonArray([.. Examples.Select(e => e.ToJson())]);
        }

        return json;
    }
}

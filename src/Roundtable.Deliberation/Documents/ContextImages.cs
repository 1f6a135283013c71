using System.Text.Json.Nodes;
using Roundtable.Deliberation.Questions;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;

namespace Roundtable.Deliberation.Documents;

/// <summary>The images of a question in the log: recorded before anybody is asked, loaded again where a session goes on.</summary>
internal static class ContextImages
{
    /// <summary>Appends a leaf for each image, so that its bytes are a content of the log.</summary>
    /// <returns>The indices of the leaves.</returns>
    public static async Task<IReadOnlyList<long>> RecordAsync(
        Question question, string session, RecordLog log, TimeProvider time, CancellationToken cancellation)
    {
        List<long> leaves = [];
        foreach (var image in question.Context.Where(d => d.IsImage))
        {
            var document = CanonicalJson.Write(new JsonObject { ["media"] = image.Media, ["name"] = image.Name });
            var leaf = new Leaf
            {
                Version = Leaf.VersionWithTools,
                Kind = LeafKind.ContextFile,
                Time = time.GetUtcNow(),
                Session = session,
                Document = Digest.Of(document),
                Raw = image.File,
            };
            leaves.Add((await log.AppendAsync(leaf, [document, image.Bytes], cancellation)).Leaf);
        }

        return leaves;
    }

    /// <summary>The question with the bytes of its images. One that was erased stays without: whoever is to be shown it cannot be asked.</summary>
    public static async Task<Question> LoadAsync(Question question, RecordLog log, CancellationToken cancellation)
    {
        if (!question.Context.Any(d => d.IsImage && d.Bytes.IsEmpty))
        {
            return question;
        }

        List<ContextDocument> documents = [];
        foreach (var document in question.Context)
        {
            documents.Add(!document.IsImage || !document.Bytes.IsEmpty
                ? document
                : document.File is { } file && await log.ContentAsync(file, cancellation) is { } bytes
                    ? document with { Bytes = bytes }
                    : document);
        }

        return question with { Context = documents };
    }
}

using System.Text.Json.Nodes;
using Roundtable.Models.Vectors;

namespace Roundtable.Workspace.Vectors;

/// <summary>A sentence-vector model in reports.</summary>
internal static class SentenceModelJson
{
    /// <summary>What it is and how it makes vectors, without where it lies.</summary>
    public static JsonObject Of(SentenceModel model) => new()
    {
        ["name"] = model.Name,
        ["digest"] = model.Digest.ToString(),
        ["pooling"] = model.Pooling,
        ["dimensions"] = model.Dimensions,
        ["tokenizer"] = model.Tokenizer,
        ["maxTokens"] = model.MaxTokens,
        ["runtime"] = model.Runtime,
    };
}

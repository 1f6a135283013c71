using System.CommandLine;

namespace Roundtable.Cli.CommandLine;

/// <summary>The option of verbs that can use sentence vectors.</summary>
internal static class VectorOptions
{
    /// <summary>The folder of the model.</summary>
    public static Option<string?> Vectors { get; } = new("--vectors")
    {
        Description = "A folder with a sentence-vector model (ONNX, as sentence-transformers exports it). Needs the add-on of docs/packages.md.",
        HelpName = "FOLDER",
    };
}

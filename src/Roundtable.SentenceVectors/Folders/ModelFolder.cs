using System.Text.Json;
using Roundtable.Record.Entries;
using Roundtable.Record.Wording;

namespace Roundtable.SentenceVectors.Folders;

/// <summary>
/// The files of a model's folder. Each is read once, and what was read is what its digest is of: a file that changes later changes nothing.
/// </summary>
/// <param name="path">The folder.</param>
internal sealed class ModelFolder(string path)
{
    /// <summary>The longest file with weights that is read, in bytes: what an array can have.</summary>
    private const long MaxWeights = 2_147_483_591;

    private const long MaxOther = 256L * 1024 * 1024;

    private readonly SortedDictionary<string, Digest> _digests = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]?> _read = new(StringComparer.Ordinal);

    /// <summary>The folder's name.</summary>
    public string Name { get; } = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));

    /// <summary>SHA-256 of every file that was read so far.</summary>
    public IReadOnlyDictionary<string, Digest> Digests => _digests;

    /// <summary>A sentence about a file of the folder.</summary>
    /// <param name="name">Its path in the folder.</param>
    /// <param name="fault">What is wrong with it, and what to do, as the rest of a sentence.</param>
    /// <param name="inner">What led to it.</param>
    public InvalidDataException Fault(string name, string fault, Exception? inner = null) =>
        new(Neutralise.Line($"{Path.Combine(path, name)} {fault}"), inner);

    /// <summary>The file with the weights: <c>model.onnx</c>, <c>onnx/model.onnx</c>, or the only one of another name.</summary>
    /// <exception cref="InvalidDataException">When there is none, or it is not clear which.</exception>
    public (string Name, byte[] Bytes) Weights()
    {
        if (!Directory.Exists(path))
        {
            throw new InvalidDataException(Neutralise.Line($"There is no folder {path}: give the folder of a sentence-vector model with its ONNX file."));
        }

        string[] usual = ["model.onnx", "onnx/model.onnx"];
        var name = usual.FirstOrDefault(n => File.Exists(Path.Combine(path, n)));
        if (name is null)
        {
            string[] folders = ["", "onnx/"];
            string[] all = [.. folders.Where(f => Directory.Exists(Path.Combine(path, f))).SelectMany(f =>
                Directory.EnumerateFiles(Path.Combine(path, f), "*.onnx").Select(p => f + Path.GetFileName(p)).Order(StringComparer.Ordinal))];
            name = all switch
            {
                [var only] => only,
                [] => throw Fault("model.onnx", "is missing, and so is onnx/model.onnx: export the model as ONNX, such as with 'optimum-cli export onnx'."),
                _ => throw Fault(
                    all[0], $"is one of {all.Length} models in the folder ({string.Join(", ", all)}): name the one that is meant model.onnx."),
            };
        }

        return (name, Read(name, MaxWeights)!);
    }

    /// <summary>A file's bytes; null where it is not there.</summary>
    /// <param name="name">Its path in the folder, with forward slashes.</param>
    /// <exception cref="InvalidDataException">When it cannot be read.</exception>
    public byte[]? Read(string name) => Read(name, MaxOther);

    /// <summary>A file with one JSON object; null where it is not there.</summary>
    /// <param name="name">Its path in the folder, with forward slashes.</param>
    /// <param name="kind">What its outermost value is.</param>
    /// <exception cref="InvalidDataException">When it cannot be read.</exception>
    public JsonElement? Json(string name, JsonValueKind kind = JsonValueKind.Object)
    {
        if (Read(name) is not { } bytes)
        {
            return null;
        }

        try
        {
            var json = JsonElement.Parse(bytes);
            return json.ValueKind == kind ? json : throw Fault(name, $"holds no JSON {(kind == JsonValueKind.Array ? "array" : "object")}: copy it again.");
        }
        catch (JsonException e)
        {
            throw Fault(name, "is not JSON: copy it again.", e);
        }
    }

    /// <summary>The folder's card, which no vector depends on; empty where there is none.</summary>
    public string Card()
    {
        var card = Path.Combine(path, "README.md");
        try
        {
            return File.Exists(card) && new FileInfo(card).Length < MaxOther ? File.ReadAllText(card) : "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private byte[]? Read(string name, long limit)
    {
        if (_read.TryGetValue(name, out var known))
        {
            return known;
        }

        var file = Path.Combine(path, name);
        try
        {
            if (!File.Exists(file))
            {
                return _read[name] = null;
            }

            if (new FileInfo(file).Length is var length && length > limit)
            {
                throw Fault(name, FormattableString.Invariant($"has {length:N0} bytes; at most {limit:N0} can be read: take a smaller model."));
            }

            var bytes = File.ReadAllBytes(file);
            _digests[name] = Digest.Of(bytes);
            return _read[name] = bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Fault(name, $"cannot be read: {e.Message}", e);
        }
    }
}

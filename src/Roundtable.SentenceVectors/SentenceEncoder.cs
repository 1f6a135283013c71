using Microsoft.ML.OnnxRuntime;
using Roundtable.Models.Vectors;
using Roundtable.Record.Entries;
using Roundtable.SentenceVectors.Folders;
using Roundtable.SentenceVectors.Tokens;

namespace Roundtable.SentenceVectors;

/// <summary>
/// A sentence-vector model by ONNX Runtime. Each text is run by itself, unpadded and on one thread: its vector then depends on nothing else, whatever the
/// number of threads. Processors differ in the order of sums, and vectors from one to another in their last bits.
/// </summary>
public sealed class SentenceEncoder : ISentenceEncoder
{
    private const int UsualTokens = 512;
    private const int MostTokens = 8192;

    private readonly InferenceSession _session;
    private readonly TextTokens _tokens;
    private readonly ModelInputs _inputs;
    private readonly FolderSettings _settings;
    private readonly ModelOutput _output;

    private SentenceEncoder(InferenceSession session, ModelFolder folder, string weights, FolderSettings settings, TextTokens tokens)
    {
        (_session, _settings, _tokens) = (session, settings, tokens);
        _inputs = ModelInputs.Of(session, folder, weights);
        _output = ModelOutput.Of(session, folder, weights, settings);
        var most = Math.Min(settings.MaxTokens ?? UsualTokens, MostTokens);
        var library = typeof(InferenceSession).Assembly.GetName().Version!;
        Model = new SentenceModel(folder.Name, folder.Digests[weights], _output.Name(settings), 0)
        {
            Files = new SortedDictionary<string, Digest>(folder.Digests.ToDictionary(), StringComparer.Ordinal),
            Tokenizer = tokens.Kind,
            MaxTokens = _inputs.FixedLength is { } length ? Math.Min(most, length) : most,
            Prompt = settings.Prompt,
            Licence = CardLicence.Of(folder.Card()),
            Runtime = $"ONNX Runtime {library.ToString(3)}",
        };
        Model = Model with { Dimensions = Run("a text", folder.Fault).Length };
    }

    /// <inheritdoc/>
    public SentenceModel Model { get; }

    /// <summary>Opens a model. The program calls this by its name: it does not know the add-on when it is built.</summary>
    /// <param name="path">The folder with the model, as sentence-transformers or Optimum export it.</param>
    /// <exception cref="InvalidDataException">When it cannot be read; the message is a sentence that names the file and what to do.</exception>
    public static ISentenceEncoder Open(string path)
    {
        var folder = new ModelFolder(path);
        var (weights, bytes) = folder.Weights();
        var (settings, tokens) = Read(folder);
        InferenceSession? session = null;
        try
        {
            Runtime.Start();
            using var options = Runtime.Options();
            session = new InferenceSession(bytes, options);
            return new SentenceEncoder(session, folder, weights, settings, tokens);
        }
        catch (OnnxRuntimeException e)
        {
            session?.Dispose();
            throw folder.Fault(weights, $"cannot be run by ONNX Runtime ({Runtime.Reason(e)}): export it again, into one file without external data.", e);
        }
        catch
        {
            session?.Dispose();
            throw;
        }
    }

    private static (FolderSettings Settings, TextTokens Tokens) Read(ModelFolder folder)
    {
        try
        {
            var settings = FolderSettings.Read(folder);
            var tokens = TokenReader.Read(folder);
            return (settings, settings.LowerCase ? tokens with { Cut = text => tokens.Cut(text.ToLowerInvariant()) } : tokens);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or ArgumentException or KeyNotFoundException or IndexOutOfRangeException)
        {
            // Values of another kind than their names promise, and what the library of tokenizers does not take.
            const string Cause = "or another file of its folder holds something else than it should: copy the folder again.";
            throw folder.Fault(folder.Digests.Keys.LastOrDefault() ?? "", Cause, e);
        }
    }

    /// <inheritdoc/>
    public float[][] Encode(IReadOnlyList<string> texts, int threads, CancellationToken cancellation)
    {
        var vectors = new float[texts.Count][];
        try
        {
            Parallel.For(
                0,
                texts.Count,
                new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation },
                i => vectors[i] = Run(texts[i], Fault));
        }
        catch (AggregateException e) when (e.InnerExceptions.OfType<InvalidDataException>().FirstOrDefault() is { } first)
        {
            throw new InvalidDataException(first.Message, e);
        }

        return vectors;

        InvalidDataException Fault(string name, string fault, Exception? inner) => new($"The sentence-vector model {Model.Name} {fault}", inner);
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    private float[] Run(string text, Func<string, string, Exception?, InvalidDataException> fault)
    {
        var ids = _tokens.Of(_settings.Prompt + text, Model.MaxTokens);
        if (ids.Length == 0)
        {
            return new float[Model.Dimensions];
        }

        try
        {
            using var run = new RunOptions();
            var inputs = _inputs.Of(ids, _tokens.Padding);
            using var results = _session.Run(run, inputs.Names, inputs.Values, [_output.Output]);
            foreach (var value in inputs.Values)
            {
                value.Dispose();
            }

            var vector = _output.Pool(results[0], ids.Length, _settings.Pooling) ?? throw fault(
                "", "gives numbers of a shape that is not known: export it for the task feature-extraction.", null);
            return Unit.Of(vector) ? vector : throw fault("", "gives numbers that are not finite: export it again, with full precision.", null);
        }
        catch (OnnxRuntimeException e)
        {
            throw fault("", FormattableString.Invariant($"cannot be run on a text of {ids.Length} tokens ({Runtime.Reason(e)}): lower max_seq_length in ")
                + "sentence_bert_config.json, or export it again.", e);
        }
    }
}

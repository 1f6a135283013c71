using System.Text.Json;
using Roundtable.Record.Entries;
using Roundtable.Workspace.Sets.Formats;
using Roundtable.Workspace.Sets.Manifests;

namespace Roundtable.Workspace.Sets;

/// <summary>What one thread needs to prepare rows. Not thread-safe: each thread has one of its own.</summary>
/// <param name="request">What is wanted.</param>
/// <param name="questions">Which rows ask the same; nothing is joined any more.</param>
/// <param name="formatter">Writes the rows.</param>
/// <param name="key">The key of the salts.</param>
internal sealed class SetWorker(SetRequest request, SetQuestions questions, SetFormatter formatter, byte[] key) : IDisposable
{
    private readonly SetScrutiny _scrutiny = new(request);
    private readonly SetLineWriter _liner = new(key);
    private readonly Utf8JsonWriter _json = new(new SetBuffer(1), SetPart.Json);

    /// <summary>Looks a row through and writes it as the format has it, whatever the other rows are.</summary>
    /// <param name="row">The row; receives what comes of it.</param>
    /// <param name="into">Receives its bytes.</param>
    public void Prepare(SetCandidate row, SetBuffer into)
    {
        row.Start = into.Length;
        if (_scrutiny.Clean(row.Content, out var reason, out var hash) is not { } clean)
        {
            row.Reason = reason;
            return;
        }

        row.Hash = hash;
        _json.Reset(into);
        row.IsExpressible = formatter.TryWrite(clean, _json);
        if (!row.IsExpressible)
        {
            _json.Reset();
            into.Cut(row.Start);
            return;
        }

        _json.Flush();
        row.Length = into.Length - row.Start;
        row.Digest = Digest.Of(into.From(row.Start));
        var question = questions.Of(row.Row.Question);
        row.Part = request.Split.PartOf(question);
        row.Question = question.ToString()[..32];
    }

    /// <summary>Writes the line beside a row that has its place.</summary>
    /// <param name="row">The row; receives where its line is.</param>
    /// <param name="into">Receives the line.</param>
    public void WriteLine(SetCandidate row, SetBuffer into)
    {
        row.LineStart = into.Length;
        Span<byte> hash = stackalloc byte[Digest.Length];
        _liner.Write(row.Place!.Value.Line(row.Row, row.Lineage, row.Question, row.Digest), row.Place.Value.Index, into, hash);
        row.LineLength = into.Length - row.LineStart;
        row.LineHash = new Digest(hash);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _liner.Dispose();
        _json.Dispose();
    }
}

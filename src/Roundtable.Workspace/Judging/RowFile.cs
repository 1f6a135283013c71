using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text.Json;
using Roundtable.Record.Entries;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Rulings;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Workspace.Judging;

/// <summary>A JSON Lines file that is judged row by row; its size does not matter to memory.</summary>
/// <param name="access">The registry and the lineage.</param>
/// <param name="intent">What is asked.</param>
/// <param name="artifacts">What rows refer to; null for the log and the registry.</param>
public sealed class RowFile(RegistryAccess access, Intent intent, IArtifacts? artifacts = null)
{
    private const int MaxRowBytes = 256 << 20;
    private const int ProgressEvery = 100_000;

    private readonly List<(long Row, string Why)> _unreadable = [];

    /// <summary>The rulings on the rows that were counted.</summary>
    public RowRulings Rulings { get; } = new(access.Registry, new RowArtifacts(artifacts ?? access.Artifacts), intent);

    /// <summary>How many rows could not be read.</summary>
    public long Unreadable { get; private set; }

    /// <summary>How many rows tell a day or a source that cannot be read, or a day that lies ahead: they are not known.</summary>
    public long Unread { get; private set; }

    /// <summary>The first rows that could not be read, and why.</summary>
    public IReadOnlyList<(long Row, string Why)> Problems => _unreadable;

    /// <summary>SHA-256 of the file as it was read.</summary>
    public Digest Digest { get; private set; }

    /// <summary>The answer for the whole file: rows that cannot be read are not known.</summary>
    public Outcome Outcome => Unreadable > 0 && Rulings.Outcome < Outcome.Unknown ? Outcome.Unknown : Rulings.Outcome;

    /// <summary>What is done with a row; its group is null where it could not be read.</summary>
    public delegate void RowAction(long number, ReadOnlySpan<byte> line, RowGroup? group);

    /// <summary>Reads the file from its beginning, and rules on each row.</summary>
    /// <param name="path">The file.</param>
    /// <param name="count">Whether the rows count; false when the file is read once more.</param>
    /// <param name="row">Is told of each row.</param>
    /// <param name="progress">Is told how many rows were read, now and then; null for nobody.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task ReadAsync(string path, bool count, RowAction row, IProgress<long>? progress, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
        var pipe = PipeReader.Create(file, new StreamPipeReaderOptions(bufferSize: 1 << 20, minimumReadSize: 1 << 18));
        var reader = new Lines(this, row, hash, count, cancellation);
        long reported = 0;
        while (true)
        {
            var read = await pipe.ReadAsync(cancellation);
            var buffer = read.Buffer;
            var consumed = reader.Take(buffer, read.IsCompleted);
            pipe.AdvanceTo(consumed, buffer.End);
            if (reader.Number / ProgressEvery != reported)
            {
                reported = reader.Number / ProgressEvery;
                progress?.Report(reader.Number);
            }

            if (read.IsCompleted)
            {
                break;
            }
        }

        await pipe.CompleteAsync();
        Digest = new Digest(hash.GetHashAndReset());
    }

    private sealed class Lines(RowFile file, RowAction row, IncrementalHash hash, bool count, CancellationToken cancellation)
    {
        private readonly RowProvenance _provenance = new();

        public long Number { get; private set; }

        /// <summary>Takes every whole line; at the end also the last without a line break.</summary>
        public SequencePosition Take(ReadOnlySequence<byte> buffer, bool last)
        {
            var reader = new SequenceReader<byte>(buffer);
            while (reader.TryReadTo(out ReadOnlySequence<byte> line, (byte)'\n'))
            {
                Line(line, '\n');
            }

            if (reader.Remaining > MaxRowBytes)
            {
                throw new WorkspaceException(
                    ErrorKind.BadData,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Row {Number + 1} is longer than {MaxRowBytes >> 20} MiB: is the file JSON Lines, with a row on each line?"));
            }

            if (last && reader.Remaining > 0)
            {
                Line(reader.UnreadSequence, null);
                return buffer.End;
            }

            return reader.Position;
        }

        private void Line(ReadOnlySequence<byte> line, char? end)
        {
            cancellation.ThrowIfCancellationRequested();
            var bytes = line.IsSingleSegment ? line.FirstSpan : line.ToArray();
            hash.AppendData(bytes);
            if (end is not null)
            {
                hash.AppendData("\n"u8);
            }

            bytes = bytes.TrimEnd((byte)'\r');
            Number++;
            if (Number == 1 && bytes.StartsWith("\uFEFF"u8))
            {
                bytes = bytes[3..];
            }

            if (bytes.Trim(" \t"u8).IsEmpty)
            {
                return;
            }

            try
            {
                _provenance.Read(bytes);
            }
            catch (JsonException e)
            {
                if (count && file.Unreadable++ < RowGroup.MaxExamples)
                {
                    file._unreadable.Add((Number, string.Create(CultureInfo.InvariantCulture, $"it is not a JSON object (byte {e.BytePositionInLine ?? 0})")));
                }

                row(Number, bytes, null);
                return;
            }

            var group = file.Rulings.GroupOf(_provenance.Key, () => _provenance.Artifact(file.Registry, file.On), cancellation);
            if (count)
            {
                file.Rulings.Count(group, Number);
                file.Unread += _provenance.HasUnread(file.On) ? 1 : 0;
            }

            row(Number, bytes, group);
        }
    }

    private Roundtable.Terms.Registry.RegistrySnapshot Registry => access.Registry;

    private DateOnly On => intent.On;
}

using System.Buffers;
using Roundtable.Corpus.Files;
using Roundtable.Corpus.Storage;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Remote;

/// <summary>A file that is read by range. A read that breaks off goes on from where it was.</summary>
internal sealed class RangedContent(RemoteFile file, IRangeSource source, Retries retries) : FileContent
{
    // A request takes some ten milliseconds before its first byte: at a gigabit a second these take as long as several of them.
    private const int BytesOfRequest = 8 << 20;

    public override long Length => file.Length;

    public override int Portion => BytesOfRequest;

    public override int Read(Span<byte> into, long at)
    {
        var length = (int)Math.Clamp(file.Length - at, 0, into.Length);
        if (length == 0)
        {
            return 0;
        }

        var bytes = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            FillAsync(bytes.AsMemory(0, length), at).GetAwaiter().GetResult();
            bytes.AsSpan(0, length).CopyTo(into);
            return length;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>What to say of a file that is not the one that was listed.</summary>
    public static RemoteException Changed(RemoteFile file, Exception? inner = null) => new(
        $"{Neutralise.Line(Address.Shown(file.Address))} changed while it was scanned. Scan it again.", RemoteFailure.Changed, inner);

    private async Task FillAsync(Memory<byte> into, long at)
    {
        for (var done = 0; done < into.Length;)
        {
            var from = done;
            done += await retries.RunAsync(file.Address, (token, alive) => SomeAsync(into[from..], at + from, alive, token), CancellationToken.None);
        }
    }

    /// <summary>Reads until the range is filled or the connection breaks, if anything came before that.</summary>
    private async Task<int> SomeAsync(Memory<byte> into, long at, Action alive, CancellationToken cancellation)
    {
        await using var body = await source.OpenAsync(file, at, at + into.Length - 1, cancellation);
        var done = 0;
        try
        {
            while (done < into.Length)
            {
                alive();
                var read = await body.ReadAsync(into[done..], cancellation);
                done += read > 0 ? read : throw new TransientException("the answer ended before its range did");
            }
        }
        catch (Exception e) when (done > 0 && Retries.IsTransient(e))
        {
            // The next request goes on from here.
        }

        return done;
    }
}

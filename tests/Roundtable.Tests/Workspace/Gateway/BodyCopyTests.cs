using System.Security.Cryptography;
using Roundtable.Record.Entries;
using Roundtable.Workspace.Gateway;

namespace Roundtable.Tests.Workspace.Gateway;

public sealed class BodyCopyTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-copy-");

    public void Dispose() => _data.Delete(recursive: true);

    /// <summary>Bytes that are appended, or read into the room that it offers, in pieces of any size, are all there in their order: in memory and in the file.</summary>
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 4096)]
    [InlineData(4, 4097)]
    [InlineData(5, 70_000)]
    [InlineData(6, BodyCopy.MaxInMemory - 1)]
    [InlineData(7, BodyCopy.MaxInMemory)]
    [InlineData(8, BodyCopy.MaxInMemory + 1)]
    [InlineData(9, BodyCopy.MaxInMemory + 300_000)]
    public void What_was_copied_in_pieces_is_all_there(int seed, int length)
    {
        var random = new Random(seed);
        var bytes = new byte[length];
        random.NextBytes(bytes);
        using var copy = new BodyCopy(_data.FullName);
        for (var at = 0; at < length;)
        {
            var wanted = Math.Min(length - at, 1 + random.Next(random.Next(10) == 0 ? 100_000 : 2_000));
            if (random.Next(2) == 0)
            {
                copy.Append(bytes.AsSpan(at, wanted));
            }
            else
            {
                var room = copy.Room();
                Assert.False(room.IsEmpty);
                wanted = Math.Min(wanted, room.Length);
                bytes.AsSpan(at, wanted).CopyTo(room.Span);
                Assert.True(copy.Take(wanted).Span.SequenceEqual(bytes.AsSpan(at, wanted)));
            }

            at += wanted;
            if (random.Next(50) == 0)
            {
                Assert.True(copy.ToMemory().Span.SequenceEqual(bytes.AsSpan(0, at)));
            }
        }

        Assert.Equal(length, copy.Length);
        Assert.Equal(length <= BodyCopy.MaxInMemory, copy.IsInMemory);
        Assert.True(copy.ToMemory().Span.SequenceEqual(bytes));
        Assert.Equal(new Digest(SHA256.HashData(bytes)), copy.Digest());
        for (var i = 0; i < 20; i++)
        {
            var (from, buffer) = (random.Next(length + 1), new byte[random.Next(80_000)]);
            var read = copy.Read(buffer, from);
            Assert.Equal(Math.Min(buffer.Length, length - from), read);
            Assert.True(buffer.AsSpan(0, read).SequenceEqual(bytes.AsSpan(from, read)));
        }

        if (copy.IsInMemory)
        {
            var joined = new List<byte>();
            while (copy.InMemory(joined.Count) is { IsEmpty: false } piece)
            {
                joined.AddRange(piece.Span);
            }

            Assert.Equal(bytes, joined);
        }
        else
        {
            Assert.True(copy.InMemory(0).IsEmpty);
        }
    }
}

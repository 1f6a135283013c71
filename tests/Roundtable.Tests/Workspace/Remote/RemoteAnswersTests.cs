using Roundtable.Corpus.Files;
using Roundtable.Tests.Samples;
using Roundtable.Workspace;
using Roundtable.Workspace.Remote;

namespace Roundtable.Tests.Workspace.Remote;

/// <summary>Answers of web servers that are allowed, and are not what was asked for.</summary>
public sealed class RemoteAnswersTests : IAsyncLifetime
{
    private readonly byte[] _bytes = new byte[100_000];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("roundtable-");
    private FileServer _server = null!;
    private RemoteFiles _remote = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Address => _server.Address("/a.jsonl");

    public async ValueTask InitializeAsync()
    {
        new Random(1).NextBytes(_bytes);
        _server = await FileServer.StartAsync();
        _server.Files["/a.jsonl"] = _bytes;
        _remote = new RemoteFiles(new WorkspaceContext(
            _folder.FullName, null, null, new SkippingTime(), new Dictionary<string, string>(StringComparer.Ordinal) { ["XDG_CONFIG_HOME"] = _folder.FullName }));
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void Of_a_server_that_sends_less_than_was_asked_for_the_rest_is_asked_for()
    {
        _server.MaxPart = 30_000;
        using var content = _remote.Open(Assert.Single(_remote.List(Address, Cancellation)));
        var into = new byte[_bytes.Length - 7];
        Assert.Equal(into.Length, content.Read(into, 7));
        Assert.Equal(_bytes[7..], into);
        Assert.Equal(1 + 4, _server.Requests);
    }

    [Theory]
    [InlineData("bytes 1-9/100000")]
    [InlineData("bytes 0-10/100000")]
    [InlineData("rows 0-9/100000")]
    public void Another_range_than_was_asked_for_is_no_part_of_the_file(string range)
    {
        using var content = _remote.Open(Assert.Single(_remote.List(Address, Cancellation)));
        _server.Before = async (_, context) =>
        {
            (context.Response.StatusCode, context.Response.Headers.ContentRange) = (206, range);
            await context.Response.Body.WriteAsync(_bytes.AsMemory(0, 10));
            return true;
        };
        Assert.Equal(RemoteFailure.Unavailable, Assert.Throws<RemoteException>(() => content.Read(new byte[10], 0)).Failure);
    }

    [Theory]
    [InlineData("br", false)]
    [InlineData("deflate", false)]
    [InlineData("gzip", true)]
    [InlineData("identity", true)]
    public void An_encoding_that_files_on_disk_have_not_is_refused(string encoding, bool isRead)
    {
        _server.Encoding = encoding;
        if (isRead)
        {
            Assert.Equal(_bytes.Length, Assert.Single(_remote.List(Address, Cancellation)).Length);
            return;
        }

        var failure = Assert.Throws<RemoteException>(() => _remote.List(Address, Cancellation));
        Assert.Equal(RemoteFailure.Unsupported, failure.Failure);
        Assert.Contains($"({encoding})", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_whose_length_is_not_said_is_refused_for_that()
    {
        _server.Before = (_, context) =>
        {
            (context.Response.StatusCode, context.Response.Headers.ContentRange) = (206, "bytes 0-0/*");
            return Task.FromResult(true);
        };
        Assert.Contains("how long", Assert.Throws<RemoteException>(() => _remote.List(Address, Cancellation)).Message, StringComparison.Ordinal);
    }
}

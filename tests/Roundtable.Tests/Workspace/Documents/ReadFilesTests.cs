using Roundtable.Tests.Samples;
using Roundtable.Workspace.Documents;

namespace Roundtable.Tests.Workspace.Documents;

public sealed class ReadFilesTests
{
    private static readonly DateTime _longAgo = new(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly ManualTime _time = new();
    private int _reads;

    [Fact]
    public void What_was_read_is_read_again_only_when_one_of_its_files_changes_or_goes()
    {
        using var workspace = new SampleWorkspace();
        var known = new ReadFiles<string>(_time);
        var (one, two) = (Written(workspace, "one", "first"), Written(workspace, "two", "second"));
        Assert.Equal("firstsecond", Read());
        Assert.Equal("firstsecond", Read());
        Assert.Equal(1, _reads);

        // Of the same length at another time, and of another length at the same time.
        File.WriteAllText(two, "zecond");
        File.SetLastWriteTimeUtc(two, _longAgo.AddMinutes(1));
        Assert.Equal("firstzecond", Read());
        File.WriteAllText(one, "firsts");
        File.SetLastWriteTimeUtc(one, _longAgo);
        Assert.Equal("firstszecond", Read());
        Assert.Equal(3, _reads);
        File.Delete(one);
        Assert.Throws<FileNotFoundException>(() => Read());

        string Read() => known.Read("both", [one, two], () =>
        {
            _reads++;
            return File.ReadAllText(one) + File.ReadAllText(two);
        });
    }

    [Fact]
    public void What_was_written_just_now_and_what_fails_is_not_kept()
    {
        using var workspace = new SampleWorkspace();
        var known = new ReadFiles<string>(_time);
        var path = Written(workspace, "one", "first", _time.GetUtcNow().UtcDateTime.AddSeconds(-1));
        Assert.Equal("first", Read());

        // Within the same step of the file system's clock: neither time nor length say so.
        File.WriteAllText(path, "fjrst");
        File.SetLastWriteTimeUtc(path, _time.GetUtcNow().UtcDateTime.AddSeconds(-1));
        Assert.Equal("fjrst", Read());

        File.SetLastWriteTimeUtc(path, _longAgo);
        Assert.Throws<IOException>(() => known.Read(path, [path], () => throw new IOException("It cannot be read now.")));
        Assert.Equal("fjrst", Read());

        string Read() => known.Read(path, [path], () => File.ReadAllText(path));
    }

    private static string Written(SampleWorkspace workspace, string name, string text, DateTime? at = null)
    {
        var path = workspace.Write(name, text);
        File.SetLastWriteTimeUtc(path, at ?? _longAgo);
        return path;
    }
}

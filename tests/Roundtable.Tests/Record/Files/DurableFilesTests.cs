using System.Text;
using Roundtable.Record.Files;

namespace Roundtable.Tests.Record.Files;

public sealed class DurableFilesTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("roundtable-");

    private string Nested => Path.Combine(_directory.FullName, "a", "b", "file");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void A_replaced_file_and_its_new_directories_are_for_their_owner_alone()
    {
        PrivateFiles.Replace(Nested, "one"u8);
        PrivateFiles.Replace(Nested, "two"u8);
        Assert.Equal("two", File.ReadAllText(Nested));
        Assert.Equal([Nested], Directory.EnumerateFiles(_directory.FullName, "*", SearchOption.AllDirectories));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Nested));
            const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            Assert.Equal(owner, File.GetUnixFileMode(Path.GetDirectoryName(Nested)!));
            Assert.Equal(owner, File.GetUnixFileMode(Path.Combine(_directory.FullName, "a")));
        }
    }

    [Fact]
    public void A_file_in_the_place_of_a_directory_is_named()
    {
        PrivateFiles.Replace(Nested, []);
        Assert.Contains(Path.Combine(Nested, "c"), Assert.Throws<IOException>(() => PrivateFiles.Replace(Path.Combine(Nested, "c", "d"), [])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_append_that_fails_leaves_the_length_and_the_next_one_takes_its_place()
    {
        var path = Path.Combine(_directory.FullName, "file");
        var failing = false;
        var hooks = new DiskHooks { BeforeWrite = p => { if (failing) { File.AppendAllText(p, "torn"); throw new IOException("full"); } } };
        using var file = new AppendFile(path, writable: true, hooks);
        file.Append("one "u8);
        failing = true;
        Assert.Throws<IOException>(() => file.Append("two"u8));
        Assert.Equal(4, file.Length);
        failing = false;
        file.Append("three"u8);
        file.Flush();
        Assert.Equal((9, "one three"), (file.Length, File.ReadAllText(path)));
        file.Truncate(3);
        Assert.Equal((3, "one"), (file.Length, File.ReadAllText(path)));
        Assert.Equal(2, file.Read(new byte[8], 1));
    }

    [Fact]
    public void A_flush_that_fails_is_told_apart()
    {
        var hooks = new DiskHooks { BeforeFlush = _ => throw new IOException("lost") };
        using var file = new AppendFile(Path.Combine(_directory.FullName, "file"), writable: true, hooks);
        Assert.Contains("lost", Assert.Throws<FlushFailedException>(file.Flush).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void To_a_reader_a_file_that_does_not_exist_is_empty()
    {
        using var file = new AppendFile(Path.Combine(_directory.FullName, "none"), writable: false, new DiskHooks());
        Assert.Equal((0, 0), (file.Length, file.Read(new byte[1], 0)));
        Assert.Throws<InvalidOperationException>(() => file.Append("x"u8));
        Assert.False(File.Exists(file.Path));
    }

    [Theory]
    [InlineData("FORM2", true)]
    [InlineData("FORM10\n", true)]
    [InlineData("FORM1", false)]
    [InlineData("FORM01", false)]
    [InlineData("FORM", false)]
    [InlineData("FORMx2", false)]
    [InlineData("FOR", false)]
    public void A_newer_version_after_a_formats_name_is_recognised(string start, bool newer)
    {
        var error = Xunit.Record.Exception(() => NewerFormatException.ThrowIfNewer("file", Encoding.ASCII.GetBytes(start), "FORM"u8, 1));
        Assert.Equal(newer, error is NewerFormatException);
    }

    [Fact]
    public void A_layout_is_written_once_checked_and_raised()
    {
        var (old, now) = (new DirectoryLayout("thing", 1), new DirectoryLayout("thing", 2));
        now.ThrowIfNewer(_directory.FullName);
        old.Write(_directory.FullName);
        now.ThrowIfNewer(_directory.FullName);
        now.Write(_directory.FullName);
        now.ThrowIfNewer(_directory.FullName);
        Assert.Equal("roundtable/thing-layout/v2\n", File.ReadAllText(Path.Combine(_directory.FullName, "layout")));
        Assert.Throws<NewerFormatException>(() => old.ThrowIfNewer(_directory.FullName));
        Assert.Throws<FormatException>(() => new DirectoryLayout("other", 9).ThrowIfNewer(_directory.FullName));
    }
}

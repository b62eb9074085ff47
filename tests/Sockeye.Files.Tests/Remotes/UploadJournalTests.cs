using Sockeye.Files.Remotes;
using Sockeye.Protocols.Wire;
using Sockeye.Testing;

namespace Sockeye.Files.Tests.Remotes;

public sealed class UploadJournalTests : IDisposable
{
    private static readonly Sha256Sum Sum = Sha256Sum.Of("content"u8);
    private static readonly RemoteUrl Target = RemoteUrl.Parse("http://server/name", out _)!;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(true), InlineData(false)]
    public void What_was_noted_is_found_by_name_and_content_until_it_is_forgotten(bool isKept)
    {
        var journal = new UploadJournal(isKept ? _directory.At("uploads") : null);
        journal.Of(Target, user: null, Sum).Write("here");

        Assert.Equal("here", journal.Of(Target, user: null, Sum).Find());
        Assert.Null(journal.Of(Target, user: null, Sha256Sum.Of("other"u8)).Find());
        Assert.Null(journal.Of(Target.With("other"), user: null, Sum).Find());

        journal.Of(Target, user: null, Sum).Forget();

        Assert.Null(journal.Of(Target, user: null, Sum).Find());
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Each_user_has_notes_of_their_own(bool isKept)
    {
        var journal = new UploadJournal(isKept ? _directory.At("uploads") : null);
        journal.Of(Target, "alice", Sum).Write("here");

        Assert.Equal("here", journal.Of(Target, "alice", Sum).Find());
        Assert.Null(journal.Of(Target, "bob", Sum).Find());
        Assert.Null(journal.Of(Target, user: null, Sum).Find());
    }

    [Fact]
    public void Of_what_is_remembered_the_oldest_is_forgotten_at_the_limit()
    {
        var journal = new UploadJournal(directory: null);
        for (int i = 0; i < UploadJournal.MostRemembered; i++)
            NoteOf(i).Write("here");
        NoteOf(0).Write("there"); // it is the newest now

        Assert.Equal("here", NoteOf(1).Find());
        NoteOf(UploadJournal.MostRemembered).Write("here");

        Assert.Null(NoteOf(1).Find());
        Assert.Equal(("there", "here"), (NoteOf(0).Find(), NoteOf(2).Find()));

        UploadJournal.Note NoteOf(int number) => journal.Of(Target.With($"{number}"), user: null, Sum);
    }

    [Fact]
    public void Another_process_finds_what_was_kept()
    {
        new UploadJournal(_directory.At("uploads")).Of(Target, user: null, Sum).Write("here");

        Assert.Equal("here", new UploadJournal(_directory.At("uploads")).Of(Target, user: null, Sum).Find());
        Assert.Null(new UploadJournal(directory: null).Of(Target, user: null, Sum).Find());
    }

    [Fact]
    public void Directory_that_cannot_be_written_is_as_if_nothing_was_noted()
    {
        _directory.AddFile("file", ""u8);
        UploadJournal.Note note = new UploadJournal(_directory.At("file")).Of(Target, user: null, Sum);

        note.Write("here");
        note.Forget();

        Assert.Null(note.Find());
    }
}

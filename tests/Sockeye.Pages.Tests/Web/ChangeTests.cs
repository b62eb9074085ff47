using Microsoft.Playwright;
using Sockeye.Files.Access;
using static Sockeye.Pages.Tests.Web.Views;

namespace Sockeye.Pages.Tests.Web;

/// <summary>New folders, other names, removing, and files whose names are taken.</summary>
public sealed class ChangeTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task New_folder_is_made_and_has_the_focus()
    {
        await using ServedFolder site = await ServedFolder.StartAsync();
        site.Folder.AddDirectory("root/taken");
        IPage page = await site.OpenAsync(browser);

        await Button(page, "New folder").ClickAsync();
        await page.GetByLabel("Name of the new folder").FillAsync("taken");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Dialog(page, "New folder")).ToContainTextAsync("The name is taken.");
        await page.GetByLabel("Name of the new folder").FillAsync("..");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Dialog(page, "New folder")).ToContainTextAsync("This cannot be a name.");
        await page.GetByLabel("Name of the new folder").FillAsync("new & ü #1%");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Locator("#said")).ToContainTextAsync("is made");
        Assert.Equal("new & ü #1%/", await FocusAsync(page));
        Assert.True(Directory.Exists(site.Folder.At("root/new & ü #1%")));
    }

    [Fact]
    public async Task Rename_gives_another_name_and_replaces_only_when_asked()
    {
        await using ServedFolder site = await ServedFolder.StartAsync();
        site.Add("a.txt", "a");
        site.Add("b.txt", "b");
        IPage page = await site.OpenAsync(browser);

        await Button(page, "Rename a.txt").ClickAsync();
        Assert.Equal("a", await page.EvaluateAsync<string>("getSelection().toString()")); // its ending stays
        await page.GetByLabel("New name").FillAsync("b.txt");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Dialog(page, "Replace a file")).ToBeVisibleAsync();
        Assert.Equal("Cancel", await FocusAsync(page));
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Dialog(page, "Rename a.txt")).ToContainTextAsync("b.txt already");
        Assert.Equal("b", await File.ReadAllTextAsync(site.Folder.At("root/b.txt")));

        await page.Keyboard.PressAsync("Enter");
        await Button(page, "Replace").ClickAsync();
        await Assertions.Expect(page.Locator("#said")).ToContainTextAsync("is called b.txt now");
        Assert.Equal(["b.txt"], await NamesAsync(page));
        Assert.Equal("b.txt", await FocusAsync(page));
        Assert.Equal("a", await File.ReadAllTextAsync(site.Folder.At("root/b.txt")));
    }

    [Fact]
    public async Task Delete_asks_and_the_next_one_has_the_focus()
    {
        await using ServedFolder site = await ServedFolder.StartAsync();
        site.Add("a.txt", "a");
        site.Add("b.txt", "b");
        IPage page = await site.OpenAsync(browser);

        await Button(page, "Delete a.txt").ClickAsync();
        await Assertions.Expect(Dialog(page, "Delete a.txt")).ToContainTextAsync("Delete the file a.txt?");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("dialog")).ToHaveCountAsync(0);
        Assert.Equal("Delete a.txt", await FocusAsync(page));
        Assert.True(File.Exists(site.Folder.At("root/a.txt")));

        await page.Keyboard.PressAsync("Enter");
        await Button(page, "Delete").ClickAsync();
        await Assertions.Expect(page.Locator("#said")).ToHaveTextAsync("a.txt is deleted.");
        Assert.False(File.Exists(site.Folder.At("root/a.txt")));
        Assert.Equal("b.txt", await FocusAsync(page));

        await Button(page, "Delete b.txt").ClickAsync();
        await Button(page, "Delete").ClickAsync();
        await Assertions.Expect(page.Locator(".empty")).ToBeVisibleAsync();
        Assert.Equal("filter", await page.EvaluateAsync<string>("document.activeElement.id"));
    }

    [Fact]
    public async Task Folder_that_is_not_empty_stays_and_that_is_said()
    {
        await using ServedFolder site = await ServedFolder.StartAsync();
        site.Folder.AddDirectory("root/full");
        site.Add("full/a.txt", "a");
        IPage page = await site.OpenAsync(browser);

        await Button(page, "Delete full").ClickAsync();
        await Button(page, "Delete").ClickAsync();

        await Assertions.Expect(Dialog(page, "full is not deleted")).ToContainTextAsync("not empty");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("dialog")).ToHaveCountAsync(0);
        Assert.Equal("Delete full", await FocusAsync(page));
        Assert.True(File.Exists(site.Folder.At("root/full/a.txt")));
    }

    [Theory]
    [InlineData("Replace", "new", new[] { "taken.txt" }), InlineData("Skip", "old", new[] { "taken.txt" })]
    [InlineData("Keep both", "old", new[] { "taken.txt", "taken (3).txt" })]
    public async Task Upload_of_a_taken_name_asks(string choice, string content, string[] names)
    {
        await using ServedFolder site = await ServedFolder.StartAsync();
        site.Add("taken.txt", "old");
        if (choice == "Keep both")
            site.Add("taken (2).txt", "old");
        IPage page = await site.OpenAsync(browser);

        await UploadAsync(page, Payload("taken.txt", "new"));
        await Assertions.Expect(Dialog(page, "The name is taken")).ToContainTextAsync("taken.txt");
        await PhotographAsync(page, "taken");
        Assert.Equal("old", await File.ReadAllTextAsync(site.Folder.At("root/taken.txt")));
        await Button(page, choice).ClickAsync();

        await Assertions.Expect(page.Locator("#uploads li")).ToHaveClassAsync(choice == "Skip" ? "skipped" : "done");
        await Assertions.Expect(Button(page, $"Delete {names[^1]}")).ToHaveCountAsync(1);
        Assert.Equal(content, await File.ReadAllTextAsync(site.Folder.At("root/taken.txt")));
        Assert.All(names[1..], name => Assert.Equal("new", File.ReadAllText(site.Folder.At($"root/{name}"))));
    }

    [Fact]
    public async Task One_answer_can_be_for_all()
    {
        await using ServedFolder site = await ServedFolder.StartAsync();
        foreach (string name in new[] { "a", "b", "c" })
            site.Add(name, "old");
        IPage page = await site.OpenAsync(browser);

        await UploadAsync(page, Payload("a", "new"), Payload("b", "new"), Payload("c", "new"));
        await page.GetByLabel("Do the same with all others").CheckAsync();
        await Button(page, "Replace").ClickAsync();

        await Assertions.Expect(page.Locator("#uploads .done")).ToHaveCountAsync(3);
        Assert.All(["a", "b", "c"], name => Assert.Equal("new", File.ReadAllText(site.Folder.At($"root/{name}"))));
    }

    [Fact]
    public async Task File_that_comes_while_another_is_on_its_way_is_not_replaced()
    {
        await using ServedFolder site = await ServedFolder.StartAsync();
        IPage page = await site.OpenAsync(browser);
        await page.RouteAsync("**/-/upload/**", async route =>
        {
            if (route.Request.Method == "PATCH" && !File.Exists(site.Folder.At("root/a.txt")))
                site.Add("a.txt", "came first");
            await route.ContinueAsync();
        });

        await UploadAsync(page, Payload("a.txt", "mine"));
        await Assertions.Expect(Dialog(page, "The name is taken")).ToBeVisibleAsync();
        Assert.Equal("came first", await File.ReadAllTextAsync(site.Folder.At("root/a.txt")));
        await Button(page, "Keep both").ClickAsync();

        await Assertions.Expect(page.Locator("#uploads .done")).ToHaveCountAsync(1);
        Assert.Equal("came first", await File.ReadAllTextAsync(site.Folder.At("root/a.txt")));
        Assert.Equal("mine", await File.ReadAllTextAsync(site.Folder.At("root/a (2).txt")));
    }

    [Fact]
    public async Task Who_may_not_replace_is_not_asked_to()
    {
        await using ServedFolder site = await ServedFolder.StartAsync(Rights.ReadOnly | Rights.Write);
        site.Add("taken.txt", "old");
        IPage page = await site.OpenAsync(browser);

        await UploadAsync(page, Payload("taken.txt", "new"));
        await Assertions.Expect(Button(page, "Keep both")).ToBeVisibleAsync();
        Assert.Equal(0, await Button(page, "Replace").CountAsync());
        await Button(page, "Skip").ClickAsync();

        await Assertions.Expect(page.Locator("#uploads .skipped .state")).ToContainTextAsync("the name is taken");
        Assert.Equal("old", await File.ReadAllTextAsync(site.Folder.At("root/taken.txt")));
        Assert.Equal(0, await page.Locator("[data-rename], [data-delete]").CountAsync());
    }

    [Fact]
    public async Task Readme_that_was_added_is_shown()
    {
        await using ServedFolder site = await ServedFolder.StartAsync();
        IPage page = await site.OpenAsync(browser);

        await UploadAsync(page, Payload("README.md", "# Hello"));

        await Assertions.Expect(page.Locator(".markdown h3")).ToHaveTextAsync("Hello");
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task List_of_a_folder_that_is_its_index_shows_what_was_added(bool hasScript)
    {
        await using ServedFolder site = await ServedFolder.StartAsync(servesIndex: true);
        site.Add("index.html", "<p>index");
        IPage page = await site.OpenAsync(browser, hasScript: hasScript);
        await page.GotoAsync(site.Url + "?list");

        await UploadAsync(page, Payload("new.txt", "new"));

        await Assertions.Expect(page.Locator(".list tbody tr")).ToHaveCountAsync(2);
        Assert.Equal(site.Url + "?list", page.Url);
    }

    [Fact]
    public async Task Without_a_script_a_taken_name_needs_the_box()
    {
        await using ServedFolder site = await ServedFolder.StartAsync();
        site.Add("taken.txt", "old");
        IPage page = await site.OpenAsync(browser, hasScript: false);

        await UploadAsync(page, Payload("taken.txt", "new"));
        await Assertions.Expect(page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Conflict");
        Assert.Equal("old", await File.ReadAllTextAsync(site.Folder.At("root/taken.txt")));
        await page.GetByRole(AriaRole.Link).ClickAsync();
        await page.GetByLabel("Replace files of the same name").CheckAsync();
        await UploadAsync(page, Payload("taken.txt", "new"));

        await Assertions.Expect(page.Locator(".list tbody tr")).ToHaveCountAsync(1);
        Assert.Equal("new", await File.ReadAllTextAsync(site.Folder.At("root/taken.txt")));
    }
}

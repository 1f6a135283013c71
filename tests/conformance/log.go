package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// path is a tile's path as tlog-tiles has it; sumdb names the height first, and calls entries data.
func path(tile tlog.Tile) string {
	if tile.L == -1 {
		return "tile/entries" + strings.TrimPrefix(tile.Path(), "tile/8/data")
	}
	return "tile/" + strings.TrimPrefix(tile.Path(), "tile/8/")
}

// tile is the n-th of a level in a tree of so many leaves; its width is 0 where the tree has none.
func tile(level int, n, size int64) tlog.Tile {
	hashes := size
	if level > 0 {
		hashes >>= 8 * uint(level)
	}
	width := hashes - n*256
	if width > 256 {
		width = 256
	}
	return tlog.Tile{H: 8, L: level, N: n, W: int(width)}
}

// openCheckpoint parses a checkpoint strictly.
func openCheckpoint(data []byte, key string) (tree tlog.Tree, err error) {
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return tree, err
	}
	opened, err := note.Open(data, note.VerifierList(verifier))
	if err != nil {
		return tree, err
	}
	lines := strings.Split(strings.TrimSuffix(opened.Text, "\n"), "\n")
	if len(lines) < 3 || lines[0] == "" {
		return tree, fmt.Errorf("the text has %d lines", len(lines))
	}
	for _, extension := range lines[3:] {
		if extension == "" {
			return tree, fmt.Errorf("an extension line is empty")
		}
	}
	tree.N, err = strconv.ParseInt(lines[1], 10, 64)
	if err != nil || strconv.FormatInt(tree.N, 10) != lines[1] || tree.N < 0 {
		return tree, fmt.Errorf("the size is %q", lines[1])
	}
	tree.Hash, err = tlog.ParseHash(lines[2])
	return tree, err
}

// fetched are tiles over HTTP, as sumdb's reader of hashes wants them; it verifies each against the tree.
type fetched struct{ prefix string }

func (f fetched) Height() int                      { return 8 }
func (f fetched) SaveTiles([]tlog.Tile, [][]byte) {}

func (f fetched) ReadTiles(wanted []tlog.Tile) (all [][]byte, err error) {
	for _, one := range wanted {
		got := get(f.prefix, path(one))
		if got.status != http.StatusOK {
			return nil, fmt.Errorf("%s was answered with %d", path(one), got.status)
		}
		all = append(all, got.body)
	}
	return all, nil
}

func checkLog(prefix, key, kept string) {
	first := get(prefix, "checkpoint")
	if !check("checkpoint is served", first.status == http.StatusOK, "status %d", first.status) {
		return
	}
	check("checkpoint is text/plain; charset=utf-8", strings.ReplaceAll(strings.ToLower(first.header.Get("Content-Type")), " ", "") == "text/plain;charset=utf-8",
		"%q", first.header.Get("Content-Type"))
	caching := first.header.Get("Cache-Control")
	check("checkpoint is not cached for long", !strings.Contains(caching, "immutable") && !strings.Contains(caching, "max-age=3"), "%q", caching)
	tree, err := openCheckpoint(first.body, key)
	if !check("checkpoint is signed by the key and well formed", err == nil, "%v", err) {
		return
	}
	fmt.Printf("   %d leaves\n", tree.N)

	hashes := tlog.TileHashReader(tree, fetched{prefix})
	if tree.N > 0 {
		root, err := tlog.TreeHash(tree.N, hashes)
		check("tiles yield the root of the checkpoint", err == nil && root == tree.Hash, "%v", err)
	}
	for level := 0; level < 8 && (level == 0 || tree.N>>(8*uint(level)) > 0); level++ {
		checkLevel(prefix, tree, level)
	}
	checkEntries(prefix, tree, hashes)
	for _, outside := range []string{
		"tile/0/" + after(tree.N), "tile/entries/" + after(tree.N), "tile/64/000", "tile/00/000", "tile/0/0", "tile/0/0000", "tile/0/x000/000",
		"tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/-01", "tile/0/000.p", "tile/entries/000.p/0",
	} {
		got := get(prefix, outside)
		check(outside+" is not served", got.status >= 400 && got.status < 500, "status %d", got.status)
	}
	if kept != "" {
		data, err := os.ReadFile(kept)
		fatal(err)
		old, err := openCheckpoint(data, key)
		fatal(err)
		proof, err := tlog.ProveTree(tree.N, old.N, hashes)
		check("the log goes on from the kept checkpoint", old.N == 0 || err == nil && tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash) == nil, "%v", err)
	}
}

// after is the index of the first tile of a level that a tree does not have, as a path.
func after(size int64) string {
	return strings.TrimPrefix(tlog.Tile{H: 8, L: 0, N: (size + 255) / 256, W: 256}.Path(), "tile/8/0/")
}

// checkLevel checks the headers and lengths of a level's first, last full and partial tile.
func checkLevel(prefix string, tree tlog.Tree, level int) {
	last := (tree.N >> (8 * uint(level))) / 256
	for _, n := range []int64{0, last - 1, last} {
		one := tile(level, n, tree.N)
		if n < 0 || one.W <= 0 || n == 0 && last == 1 {
			continue
		}
		got := get(prefix, path(one))
		check(path(one)+" is served as octets", got.status == http.StatusOK && got.media() == "application/octet-stream", "status %d, %q", got.status, got.media())
		check(path(one)+" has its length", len(got.body) == 32*one.W, "%d bytes for %d hashes", len(got.body), one.W)
		check(path(one)+" stays as it is", bytes.Equal(got.body, get(prefix, path(one)).body), "it changed between two reads")
	}
}

// checkEntries recomputes leaf hashes from the first and the last bundles.
func checkEntries(prefix string, tree tlog.Tree, hashes tlog.HashReader) {
	bundles := (tree.N + 255) / 256
	for n := int64(0); n < bundles; n++ {
		if n == 4 && bundles > 8 {
			n = bundles - 4
		}
		one := tile(0, n, tree.N)
		one.L = -1
		got := get(prefix, path(one))
		if !check(path(one)+" is served as octets", got.status == http.StatusOK && got.media() == "application/octet-stream", "status %d, %q", got.status, got.media()) {
			continue
		}
		count, why := 0, ""
		for data := got.body; len(data) > 0 && why == ""; count++ {
			if len(data) < 2 || len(data)-2 < int(binary.BigEndian.Uint16(data)) {
				why = "an entry is longer than the bundle"
				break
			}
			length := int(binary.BigEndian.Uint16(data))
			index := n*256 + int64(count)
			want, err := hashes.ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
			if err != nil || want[0] != tlog.RecordHash(data[2:2+length]) {
				why = fmt.Sprintf("entry %d does not have its leaf hash (%v)", index, err)
			}
			data = data[2+length:]
		}
		check(path(one)+" has the entries of the tree", why == "" && count == one.W, "%d entries for %d; %s", count, one.W, why)
	}
}

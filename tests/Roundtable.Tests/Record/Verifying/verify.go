// A stranger's verifier: golang.org/x/mod's sumdb/tlog and sumdb/note, and nothing of this project.
//
// usage: verify DIR KEY SIZE...
//
// DIR holds a tlog-tiles log. Its checkpoint must be signed by KEY, every entry must be proved in it from the tiles, and it
// must contain the tree that it was at each SIZE. FILE.tlog-proof arguments are checked too.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type tiles struct{ dir string }

func (t tiles) Height() int { return 8 }

func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var found [][]byte
	for _, tile := range wanted {
		// sumdb names a tile's height first; tlog-tiles has one height only.
		data, err := os.ReadFile(filepath.Join(t.dir, "tile", strings.TrimPrefix(tile.Path(), "tile/8/")))
		if err != nil {
			return nil, err
		}
		found = append(found, data)
	}
	return found, nil
}

func check(err error) {
	if err != nil {
		fmt.Println("FAILED:", err)
		os.Exit(1)
	}
}

func open(data []byte, key string) (tree tlog.Tree) {
	verifier, err := note.NewVerifier(key)
	check(err)
	opened, err := note.Open(data, note.VerifierList(verifier))
	check(err)
	lines := strings.Split(opened.Text, "\n")
	if lines[0] != verifier.Name() {
		check(fmt.Errorf("the checkpoint is of %s", lines[0]))
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check(err)
	hash, err := tlog.ParseHash(lines[2])
	check(err)
	return tlog.Tree{N: size, Hash: hash}
}

func entries(dir string, tree tlog.Tree) (all [][]byte) {
	for n := int64(0); n*256 < tree.N; n++ {
		tile := tlog.Tile{H: 8, L: -1, N: n, W: 256}
		if rest := tree.N - n*256; rest < 256 {
			tile.W = int(rest)
		}
		data, err := os.ReadFile(filepath.Join(dir, "tile", "entries", strings.TrimPrefix(tile.Path(), "tile/8/data/")))
		check(err)
		for len(data) > 0 {
			length := int(binary.BigEndian.Uint16(data))
			all = append(all, data[2:2+length])
			data = data[2+length:]
		}
	}
	if int64(len(all)) != tree.N {
		check(fmt.Errorf("%d entries in a tree of %d", len(all), tree.N))
	}
	return all
}

func proof(file, key string) {
	data, err := os.ReadFile(file)
	check(err)
	head, checkpoint, _ := bytes.Cut(data, []byte("\n\n"))
	tree := open(checkpoint, key)
	lines := strings.Split(string(head), "\n")
	if lines[0] != "c2sp.org/tlog-proof@v1" || !strings.HasPrefix(lines[1], "extra ") || !strings.HasPrefix(lines[2], "index ") {
		check(fmt.Errorf("%s is no tlog-proof", file))
	}
	extra, err := base64.StdEncoding.DecodeString(lines[1][6:])
	check(err)
	leaf := strings.SplitN(strings.SplitN(string(extra), "\"leaf\":\"", 2)[1], "\"", 2)[0]
	entry, err := base64.StdEncoding.DecodeString(leaf)
	check(err)
	index, err := strconv.ParseInt(lines[2][6:], 10, 64)
	check(err)
	var hashes tlog.RecordProof
	for _, line := range lines[3:] {
		hash, err := tlog.ParseHash(line)
		check(err)
		hashes = append(hashes, hash)
	}
	check(tlog.CheckRecord(hashes, tree.N, tree.Hash, index, tlog.RecordHash(entry)))
}

func main() {
	dir, key := os.Args[1], os.Args[2]
	checkpoint, err := os.ReadFile(filepath.Join(dir, "checkpoint"))
	check(err)
	tree := open(checkpoint, key)
	reader := tlog.TileHashReader(tree, tiles{dir})
	step := int64(1)
	if tree.N > 3000 {
		step = 97
	}
	all := entries(dir, tree)
	for i := int64(0); i < tree.N; i += step {
		proof, err := tlog.ProveRecord(tree.N, i, reader)
		check(err)
		check(tlog.CheckRecord(proof, tree.N, tree.Hash, i, tlog.RecordHash(all[i])))
	}
	// The entries alone give the same root: tlog's own storage is the referee.
	var stored []tlog.Hash
	source := tlog.HashReaderFunc(func(indexes []int64) (hashes []tlog.Hash, err error) {
		for _, index := range indexes {
			hashes = append(hashes, stored[index])
		}
		return hashes, nil
	})
	for i, entry := range all {
		more, err := tlog.StoredHashes(int64(i), entry, source)
		check(err)
		stored = append(stored, more...)
	}
	root, err := tlog.TreeHash(tree.N, source)
	check(err)
	if root != tree.Hash {
		check(fmt.Errorf("the entries have the root %v, the checkpoint says %v", root, tree.Hash))
	}
	for _, argument := range os.Args[3:] {
		if size, err := strconv.ParseInt(argument, 10, 64); err == nil {
			old, err := tlog.TreeHash(size, source)
			check(err)
			proof, err := tlog.ProveTree(tree.N, size, reader)
			check(err)
			check(tlog.CheckTree(proof, tree.N, tree.Hash, size, old))
		} else {
			proof(argument, key)
		}
	}
	fmt.Println("ok", tree.N)
}
